import ChevronDown from "lucide-solid/icons/chevron-down";
import { Show } from "solid-js";
import type { Conversation } from "../../../schema/contracts/conversations.ts";
import { toastError } from "../../stores/toasts.ts";
import { Badge } from "../../ui/badge.tsx";
import { Menu } from "../../ui/menu.tsx";
import { assigneeEntries, nameOf } from "./assignee-entries.ts";
import { useInbox } from "./inbox-context.tsx";
import { PanelRow, PanelSection } from "./panel-section.tsx";
import { toggleResolved } from "./shortcuts.ts";
import { WordsEditor } from "../../ui/words-editor.tsx";

/** Where the conversation stands: open or resolved, who looks after it, its labels. */
export function ConversationFields(props: { conversation: Conversation }) {
  const page = useInbox();
  const { inbox } = page;
  const setLabels = (labels: string[]): void => {
    for (const label of labels) inbox.addLabel(label);
    inbox.conversations
      .update(props.conversation.id, { labels })
      .catch((error: unknown) => toastError("The labels were not changed.", error));
  };
  const resolved = () => props.conversation.status === "resolved";

  return (
    <PanelSection title="Conversation">
      <PanelRow label="Status">
        <span class="flex items-center gap-2">
          <Badge tone={resolved() ? "neutral" : "success"} dot>
            {resolved() ? "Resolved" : "Open"}
          </Badge>
          <Show when={inbox.canEdit}>
            <button
              type="button"
              class="rounded-inner text-12 font-medium text-accent-ink hover:underline max-narrow:min-h-11 max-narrow:px-2"
              onClick={() => toggleResolved(page, props.conversation.id)}
            >
              {resolved() ? "Reopen" : "Resolve"}
            </button>
          </Show>
        </span>
      </PanelRow>
      <PanelRow label="Assignee">
        <Show
          when={inbox.canEdit}
          fallback={<p class="truncate py-1.5">{nameOf(inbox, props.conversation.assignee)}</p>}
        >
          <Menu
            entries={assigneeEntries(inbox, props.conversation)}
            trigger={(trigger) => (
              <button
                type="button"
                {...trigger}
                aria-label={`Assignee: ${nameOf(inbox, props.conversation.assignee)}. Change`}
                class="-mx-2 flex h-8 w-[calc(100%+1rem)] items-center gap-2 rounded-inner px-2 text-left text-13 hover:bg-sunken aria-expanded:bg-sunken max-narrow:h-11"
              >
                <span class={`min-w-0 flex-1 truncate ${props.conversation.assignee === null ? "text-ink-3" : ""}`}>
                  {nameOf(inbox, props.conversation.assignee)}
                </span>
                <ChevronDown class="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
              </button>
            )}
          />
        </Show>
      </PanelRow>
      <PanelRow label="Labels">
        <WordsEditor
          label="label"
          words={props.conversation.labels}
          suggestions={inbox.labels()}
          most={20}
          onChange={inbox.canEdit ? setLabels : undefined}
        />
      </PanelRow>
    </PanelSection>
  );
}
