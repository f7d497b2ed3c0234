import { createMemo, For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Agent, AgentModel, AgentVersion } from "../../../schema/contracts/agents.ts";
import { restoreAgent } from "../../rest/agents.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { createSubmission } from "../../stores/submission.ts";
import { toast } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { scopeWords } from "./scope-words.ts";
import { refreshAgents } from "./use-agents.ts";
import { type Piece, wordDiff } from "./word-diff.ts";

/** What an earlier version differs in from what the agent is now, and the way back to it. */
export function VersionDialog(props: {
  agent: Agent;
  version: AgentVersion;
  models: readonly AgentModel[];
  onClose: () => void;
  onRestored: () => void;
}) {
  const account = useAccount();
  const form = createSubmission();
  const modelName = (id: string) => props.models.find((model) => model.id === id)?.name ?? id;
  const facts = () =>
    [
      { label: "Name", earlier: props.version.name, now: props.agent.name },
      { label: "Model", earlier: modelName(props.version.model), now: modelName(props.agent.model) },
      { label: "Writes for", earlier: scopeWords(props.version.scope), now: scopeWords(props.agent.scope) },
    ].filter(({ earlier, now }) => earlier !== now);
  const told = createMemo(() => wordDiff(props.version.systemPrompt, props.agent.systemPrompt));
  const isSame = () => facts().length === 0 && told().every(({ kind }) => kind === "same");
  const restore = async (): Promise<void> => {
    const done = await form.submit(async () => {
      await restoreAgent(props.agent.id, props.version.version);
      await refreshAgents(account.id);
    });
    if (!done) return;
    toast(`Version ${props.version.version} is in force again.`);
    props.onRestored();
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      size="wide"
      title={`Version ${props.version.version}`}
      description="What has changed since: what was taken out is struck through, what was added is underlined."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Close</Button>
          <Show when={account.can("manageModules")}>
            <Button
              variant="primary"
              busy={form.busy()}
              disabled={isSame() || form.wait.seconds() > 0}
              onClick={() => void restore()}
            >
              Restore this version
            </Button>
          </Show>
        </>
      }
    >
      <div class="flex flex-col gap-4 text-13">
        <FormError error={form.error()} fields={[]} />
        <Show when={!isSame()} fallback={<p class="text-ink-2">It is the same as what the agent is now.</p>}>
          <dl class="grid grid-cols-[6rem_minmax(0,1fr)] gap-y-2 empty:hidden">
            <For each={facts()}>
              {({ label, earlier, now }) => (
                <>
                  <dt class="text-ink-3">{label}</dt>
                  <dd class="break-words">
                    <Changed piece={{ kind: "removed", text: earlier }} />{" "}
                    <Changed piece={{ kind: "added", text: now }} />
                  </dd>
                </>
              )}
            </For>
          </dl>
          <section>
            <h3 class="mb-1 text-ink-3">What it is told</h3>
            <p
              // Long prompts are read with the arrow keys.
              tabindex={0}
              role="group"
              aria-label="What it is told, compared"
              class="max-h-[45vh] overflow-y-auto rounded-inner border border-line bg-bg px-3 py-2 leading-relaxed break-words whitespace-pre-wrap focus-visible:-outline-offset-2"
            >
              <For each={told()} fallback={<span class="text-ink-3">Nothing, then and now.</span>}>
                {(piece) => <Changed piece={piece} />}
              </For>
            </p>
          </section>
        </Show>
        <p class="text-ink-2">Restoring makes a new version of it. What the agent is now stays among the versions.</p>
      </div>
    </Dialog>
  );
}

const LOOK = {
  same: "",
  removed: "rounded-[3px] bg-danger-soft text-danger line-through",
  added: "rounded-[3px] bg-success-soft text-success underline",
} as const satisfies Record<Piece["kind"], string>;
const ELEMENT = { same: "span", removed: "del", added: "ins" } as const satisfies Record<Piece["kind"], string>;

function Changed(props: { piece: Piece }) {
  return (
    <Dynamic component={ELEMENT[props.piece.kind]} class={LOOK[props.piece.kind]}>
      {props.piece.text}
    </Dynamic>
  );
}
