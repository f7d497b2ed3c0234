import Eye from "lucide-solid/icons/eye";
import { For, Show } from "solid-js";
import type { Teammate } from "../../stores/inbox/presence.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { useInbox } from "./inbox-context.tsx";

const SHOWN = 3;

/** The teammates who have this conversation on their screen. */
export function PresenceAvatars(props: { conversationId: string }) {
  const { inbox } = useInbox();
  const mates = () => inbox.presence.inside(props.conversationId);
  return (
    <div aria-hidden="true" class="flex shrink-0 items-center">
      <Show when={mates().length > 0}>
        <span class="flex items-center gap-1.5 text-12 text-ink-3" data-tip={viewingWords(mates())}>
          <Eye class="size-3.5" />
          <span class="flex -space-x-1.5">
            <For each={mates().slice(0, SHOWN)}>
              {(mate) => (
                <span class="rounded-full border-2 border-surface">
                  <Avatar name={mate.name} size={24} />
                </span>
              )}
            </For>
          </span>
          <Show when={mates().length > SHOWN}>+{mates().length - SHOWN}</Show>
        </span>
      </Show>
    </div>
  );
}

const LIST = new Intl.ListFormat(undefined, { type: "conjunction" });

/** "Ana is typing a reply…" or "Ana is viewing", under the thread. Keeps its line, so that nothing jumps. */
export function PresenceLine(props: { conversationId: string }) {
  const { inbox } = useInbox();
  const mates = () => inbox.presence.inside(props.conversationId);
  const typing = () => mates().filter((mate) => mate.typing);
  return (
    <p role="status" class="h-6 shrink-0 truncate px-5 text-12 leading-6 text-ink-3 max-narrow:px-3">
      <Show when={typing().length > 0} fallback={mates().length > 0 && viewingWords(mates())}>
        {namesOf(typing())} typing a reply…
      </Show>
    </p>
  );
}

function viewingWords(mates: readonly Teammate[]): string {
  return `${namesOf(mates)} viewing`;
}

/** "Ana is", "Ana and Tom are". */
function namesOf(mates: readonly Teammate[]): string {
  return `${LIST.format(mates.map((mate) => mate.name))} ${mates.length === 1 ? "is" : "are"}`;
}
