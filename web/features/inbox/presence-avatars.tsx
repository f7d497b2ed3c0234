import Eye from "lucide-solid/icons/eye";
import { For, Show } from "solid-js";
import { Avatar } from "../../ui/avatar.tsx";
import { useInbox } from "./inbox-context.tsx";

const SHOWN = 3;

/** The teammates who have this conversation on their screen. */
export function PresenceAvatars(props: { conversationId: string }) {
  const { inbox } = useInbox();
  const mates = () => inbox.presence.inside(props.conversationId);
  const words = () => {
    const names = mates().map((mate) => mate.name);
    return `${LIST.format(names)} ${names.length === 1 ? "is" : "are"} viewing`;
  };
  return (
    <div role="status" class="flex shrink-0 items-center">
      <Show when={mates().length > 0}>
        <span class="flex items-center gap-1.5 text-12 text-ink-3" data-tip={words()}>
          <Eye class="size-3.5" aria-hidden="true" />
          <span class="sr-only">{words()}</span>
          <span class="flex -space-x-1.5" aria-hidden="true">
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

/** "Ana is typing a reply…", under the thread. Keeps its line, so that nothing jumps. */
export function TypingLine(props: { conversationId: string }) {
  const { inbox } = useInbox();
  const names = () =>
    inbox.presence
      .inside(props.conversationId)
      .filter((mate) => mate.typing)
      .map((mate) => mate.name);
  return (
    <p role="status" class="h-6 shrink-0 truncate px-5 text-12 leading-6 text-ink-3">
      <Show when={names().length > 0}>
        {LIST.format(names())} {names().length === 1 ? "is" : "are"} typing a reply…
      </Show>
    </p>
  );
}
