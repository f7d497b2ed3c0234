import { createSignal, type JSX, Match, Show, Switch } from "solid-js";
import { toastError } from "../../stores/toasts.ts";
import { uploadsOf } from "./composing/uploads.ts";
import { useInbox } from "./inbox-context.tsx";
import type { ShownMessage } from "./shown-message.ts";

/** Under a message that did not arrive, or may not have: why, and what can be done about it. */
export function MessageProblem(props: { shown: ShownMessage; clientId: string }) {
  const { inbox, acts } = useInbox();
  const [asking, setAsking] = createSignal(false);
  const [busy, setBusy] = createSignal(false);

  const retry = async (): Promise<void> => {
    const { message } = props.shown;
    if (!message || busy()) return;
    setBusy(true);
    try {
      await inbox.threads.retry(message);
      setAsking(false);
    } catch (error) {
      toastError("The message was not sent again.", error);
    } finally {
      setBusy(false);
    }
  };
  const rewrite = (): void => {
    const { message, text, private: hidden } = props.shown;
    if (message) return;
    inbox.outbox.discard(props.clientId);
    const id = inbox.selected();
    if (id === undefined) return;
    if (props.shown.attachments.length > 0) uploadsOf(inbox).restore(id, props.shown.attachments);
    inbox.drafts.set(id, hidden ? { mode: "note", note: text ?? "" } : { mode: "reply", reply: text ?? "" });
    if (hidden) acts.note?.();
    else acts.reply?.();
  };

  return (
    <Switch>
      <Match when={props.shown.refusal}>
        {(refusal) => (
          <Line tone="danger" words={`Not sent: ${refusal().message}`}>
            <Act onClick={() => inbox.outbox.retry(props.clientId)}>Retry</Act>
            <Act onClick={rewrite}>Edit</Act>
            <Act onClick={() => inbox.outbox.discard(props.clientId)}>Discard</Act>
            <Show when={refusal().requestId}>
              {(id) => (
                <span class="text-ink-3">
                  Request <code class="font-mono">{id()}</code>
                </span>
              )}
            </Show>
          </Line>
        )}
      </Match>
      <Match when={props.shown.stage === "failed"}>
        <Line tone="danger" words={`Not delivered: ${props.shown.error?.message ?? "The provider gave no reason."}`}>
          <Show when={inbox.canReply && (props.shown.error?.retryable ?? true)}>
            <Act onClick={() => void retry()} busy={busy()}>
              Retry
            </Act>
          </Show>
        </Line>
      </Match>
      <Match when={props.shown.stage === "unknown"}>
        <Line tone="warning" words="We could not tell whether this was delivered.">
          <Show when={inbox.canReply}>
            <Show when={asking()} fallback={<Act onClick={() => setAsking(true)}>Retry</Act>}>
              <span class="text-ink-2">If it was, your customer gets it twice.</span>
              <Act onClick={() => void retry()} busy={busy()}>
                Send again
              </Act>
              <Act onClick={() => setAsking(false)}>Cancel</Act>
            </Show>
          </Show>
        </Line>
      </Match>
    </Switch>
  );
}

function Line(props: { tone: "danger" | "warning"; words: string; children: JSX.Element }) {
  return (
    <p
      class={`mt-1 flex max-w-[min(36rem,85%)] flex-wrap items-center justify-end gap-x-2.5 gap-y-0.5 px-1 text-right text-12 ${props.tone === "danger" ? "text-danger" : "text-warning"}`}
    >
      <span>{props.words}</span>
      {props.children}
    </p>
  );
}

function Act(props: { onClick: () => void; busy?: boolean; children: string }) {
  return (
    <button
      type="button"
      aria-disabled={props.busy || undefined}
      class="rounded-inner py-1 font-medium text-accent-ink hover:underline aria-disabled:opacity-60 max-narrow:min-h-11 max-narrow:px-2"
      onClick={() => props.onClick()}
    >
      {props.children}
    </button>
  );
}
