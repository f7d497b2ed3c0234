import { createMemo, For, Show } from "solid-js";
import type { Message } from "../../../../schema/contracts/messages.ts";
import { toastError } from "../../../stores/toasts.ts";
import { type InboxPageContext, useInbox } from "../inbox-context.tsx";
import { groupReactions } from "./group-reactions.ts";
import { useThread } from "./thread-context.tsx";

/** Under a bubble: each emoji once, with who put it. The business has one reaction; pressing it takes it back, another takes its place. */
export function Reactions(props: { message: Message }) {
  const page = useInbox();
  const { conversation } = useThread();
  const contactId = () => conversation().contact.id;
  const groups = createMemo(() => groupReactions(props.message.reactions));
  const nameOf = (by: string): string => {
    if (by === contactId()) return conversation().contact.name;
    if (by === page.inbox.user.id) return "you";
    if (by === "business") return "the phone app";
    return page.inbox.members().find(({ id }) => id === by)?.name ?? "a teammate";
  };
  return (
    <Show when={groups().length > 0}>
      <ul class="z-1 -mt-1 flex gap-1 px-2" aria-label="Reactions">
        <For each={groups()}>
          {({ emoji, by }) => {
            const ours = by.some((id) => id !== contactId());
            const who = new Intl.ListFormat("en").format(by.map(nameOf));
            const act = ours ? "Take ours back" : "React with it too";
            return (
              <li>
                <button
                  type="button"
                  disabled={!page.inbox.canReply}
                  aria-label={page.inbox.canReply ? `${emoji} by ${who}. ${act}` : `${emoji} by ${who}`}
                  data-tip={`${emoji} ${who}`}
                  class={`relative flex h-6 items-center gap-1 rounded-full border px-1.5 text-13 shadow-raised after:absolute after:-inset-2.5 ${ours ? "border-accent-ink bg-accent-soft" : "border-line bg-surface"}`}
                  onClick={() => void react(page, props.message, ours ? null : emoji)}
                >
                  <span aria-hidden="true">{emoji}</span>
                  <Show when={by.length > 1}>
                    <span class="text-12 text-ink-2 tabular-nums">{by.length}</span>
                  </Show>
                </button>
              </li>
            );
          }}
        </For>
      </ul>
    </Show>
  );
}

/** Puts the business's reaction to a message in place of the one before, or takes it back; says why if the account refuses. */
export async function react({ inbox }: InboxPageContext, message: Message, emoji: string | null): Promise<void> {
  const contactId = inbox.conversations.get(message.conversationId)?.contact.id;
  try {
    await inbox.threads.react(message, emoji, { id: inbox.user.id, keep: contactId });
  } catch (error) {
    toastError(emoji === null ? "The reaction was not taken back." : "The reaction was not sent.", error);
  }
}

/** Whether the customer can see the message, so that it may be reacted to or answered. */
export function isShared(message: Message | undefined): message is Message {
  return message !== undefined && !message.private && message.deletedAt === undefined && message.externalId !== null;
}
