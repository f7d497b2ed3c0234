import Lock from "lucide-solid/icons/lock";
import SendHorizontal from "lucide-solid/icons/send-horizontal";
import { nanoid } from "nanoid";
import { createMemo, Match, onCleanup, Show, Switch } from "solid-js";
import type { Conversation } from "../../../schema/contracts/conversations.ts";
import { now } from "../../stores/clock.ts";
import { narrow } from "../../stores/narrow.ts";
import { Button } from "../../ui/button.tsx";
import { ComposerBlocked } from "./composer-blocked.tsx";
import { ComposerTabs } from "./composer-tabs.tsx";
import { useInbox } from "./inbox-context.tsx";
import { PresenceLine } from "./presence-avatars.tsx";
import { TEXT_LIMIT } from "./text-limit.ts";
import { duration, replyWindow } from "./window-clock.ts";

/** From here on the remaining characters are shown. */
const NEAR_LIMIT = TEXT_LIMIT - 250;

/** Where answers and notes are written. Says why when nothing can be. */
export function Composer(props: { conversation: Conversation }) {
  const { inbox, acts } = useInbox();
  const id = () => props.conversation.id;
  const draft = () => inbox.drafts.get(id());
  const note = () => draft().mode === "note";
  const text = () => (note() ? draft().note : draft().reply);
  const window = createMemo(() => replyWindow(props.conversation.windowExpiresAt, now()));
  const channelProblem = () => inbox.channels.problem(props.conversation.integrationId);
  const blocked = () => !note() && (window().state !== "open" || channelProblem() !== undefined);
  const left = () => TEXT_LIMIT - text().length;
  const sendable = () => text().trim() !== "" && left() >= 0 && !blocked();
  let field: HTMLTextAreaElement | undefined;

  const write = (value: string): void => {
    inbox.drafts.set(id(), note() ? { note: value } : { reply: value });
    if (note() || value === "") inbox.typing.stopped();
    else inbox.typing.typed(id());
  };
  const send = (): void => {
    if (!sendable()) return;
    const item = { clientId: nanoid(), conversationId: id(), text: text(), private: note() };
    write("");
    inbox.outbox.add(item);
    field?.focus();
  };
  const setMode = (mode: "reply" | "note"): void => {
    inbox.drafts.set(id(), { mode });
    inbox.typing.stopped();
    queueMicrotask(() => field?.focus());
  };
  const reply = (): void => setMode("reply");
  const writeNote = (): void => setMode("note");
  if (inbox.canReply) Object.assign(acts, { reply, note: writeNote });
  onCleanup(() => {
    if (acts.reply === reply) delete acts.reply;
    if (acts.note === writeNote) delete acts.note;
    inbox.typing.stopped();
  });

  return (
    <footer class="shrink-0">
      <PresenceLine conversationId={id()} />
      <Show
        when={inbox.canReply}
        fallback={
          <p class="border-t border-line bg-surface px-5 py-4 text-13 text-ink-2">
            You can read this conversation. Your role in this account does not include answering.
          </p>
        }
      >
        <form
          class={`mx-4 mb-4 overflow-hidden rounded-card border shadow-raised transition-colors duration-100 focus-within:border-accent-ink max-narrow:mx-2 max-narrow:mb-2 ${note() ? "border-[color-mix(in_oklab,var(--warning)_40%,transparent)] bg-warning-soft" : "border-field-line bg-surface"}`}
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <ComposerTabs mode={draft().mode} onMode={setMode}>
            <WindowWords />
          </ComposerTabs>
          <Switch>
            <Match when={blocked()}>
              <ComposerBlocked window={window()} problem={channelProblem()} onNote={writeNote} />
            </Match>
            <Match when={!blocked()}>
              <textarea
                ref={(element) => (field = element)}
                rows={2}
                class="block field-sizing-content max-h-60 min-h-16 w-full resize-none bg-transparent px-3.5 pt-1.5 pb-1 text-14 outline-none max-narrow:min-h-11 max-narrow:text-16"
                aria-label={note() ? "Note, only your team sees this" : `Reply to ${props.conversation.contact.name}`}
                placeholder={note() ? "Write a note for your team" : "Write a reply"}
                value={text()}
                enterkeyhint={narrow() ? "enter" : "send"}
                aria-describedby="composer-left"
                aria-invalid={left() < 0 || undefined}
                onInput={(event) => write(event.currentTarget.value)}
                onBlur={() => inbox.typing.stopped()}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
                  // On a phone Enter is the only way to a new line; the button sends.
                  if (narrow() && !event.ctrlKey && !event.metaKey) return;
                  event.preventDefault();
                  send();
                }}
              />
              <div class="flex items-center gap-3 px-2 pb-2 pl-3.5">
                <p class="flex min-w-0 flex-1 items-center gap-1.5 text-12 text-ink-3">
                  <Show
                    when={note()}
                    fallback={
                      <span class="truncate max-narrow:hidden">Enter sends, Shift+Enter starts a new line</span>
                    }
                  >
                    <Lock class="size-3 shrink-0 text-warning" aria-hidden="true" />
                    <span class="truncate">Only your team sees this</span>
                  </Show>
                </p>
                <p
                  id="composer-left"
                  role="status"
                  class={`text-12 ${left() < 0 ? "font-medium text-danger" : "text-ink-3"}`}
                >
                  <Show when={text().length >= NEAR_LIMIT}>
                    {left() < 0 ? `${-left()} characters too many` : `${left()} characters left`}
                  </Show>
                </p>
                <Button
                  type="submit"
                  size="sm"
                  variant="primary"
                  disabled={!sendable()}
                  icon={<SendHorizontal aria-hidden="true" />}
                >
                  {note() ? "Add note" : "Send"}
                </Button>
              </div>
            </Match>
          </Switch>
        </form>
      </Show>
    </footer>
  );

  function WindowWords() {
    const open = () => {
      const at = window();
      return at.state === "open" ? at : undefined;
    };
    return (
      <Show when={open()}>
        {(at) => (
          <span
            class={`truncate text-12 ${at().closing ? "font-medium text-warning" : "text-ink-3"}`}
            data-tip="WhatsApp allows free-form replies for 24 hours after the customer's last message."
          >
            <span class="max-narrow:hidden">Reply window closes in </span>
            <span class="narrow:hidden">Closes in </span>
            {duration(at().leftMs)}
          </span>
        )}
      </Show>
    );
  }
}
