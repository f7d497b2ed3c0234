import { createComputed, createEffect, createMemo, Match, onCleanup, Switch } from "solid-js";
import { ApiError } from "../../rest/client.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Composer } from "./composer.tsx";
import { ConversationHeader } from "./conversation-header.tsx";
import { useInbox } from "./inbox-context.tsx";
import { MessageList } from "./message-list.tsx";
import { ThreadSkeleton } from "./thread-skeleton.tsx";
import { visible } from "./visible.ts";

/** The middle pane: one conversation, its messages and the composer. */
export default function ConversationPane(props: { id: string }) {
  const { inbox, hrefOf } = useInbox();
  const conversation = () => inbox.conversations.get(props.id);
  const thread = () => inbox.threads.get(props.id);
  const problem = () => (conversation() ? undefined : inbox.conversations.problem(props.id));
  // Looking marks it read at once, so what was unread is noted before.
  let unreadAtOpen: number | undefined;
  createComputed(() => (unreadAtOpen ??= conversation()?.unread));
  useMarkRead(() => props.id);

  return (
    <section
      id="thread"
      tabindex="-1"
      aria-label={conversation() ? `Conversation with ${conversation()?.contact.name}` : "Conversation"}
      class="relative flex h-full min-w-0 flex-col bg-bg"
    >
      <Switch fallback={<ThreadSkeleton />}>
        <Match when={problem()}>
          {(error) => {
            const missing = () => !(error() instanceof ApiError) || (error() as ApiError).status === 404;
            return (
              <div class="text-center">
                <ErrorState
                  error={error()}
                  title={missing() ? "This conversation is not here." : undefined}
                  onRetry={missing() ? undefined : () => void inbox.conversations.load(props.id)}
                />
                <ButtonLink href={hrefOf()} class="-mt-8">
                  Back to the list
                </ButtonLink>
              </div>
            );
          }}
        </Match>
        <Match when={conversation()}>
          {(shown) => (
            <>
              <ConversationHeader conversation={shown()} />
              <Switch fallback={<ThreadSkeleton bare />}>
                <Match when={thread()?.state === "error"}>
                  <div class="min-h-0 flex-1">
                    <ErrorState error={thread()?.error} onRetry={() => void inbox.threads.retryLoad(props.id)} />
                  </div>
                </Match>
                <Match when={thread()?.state === "ready" ? thread() : undefined}>
                  {(ready) => <MessageList conversation={shown()} thread={ready()} unreadAtOpen={unreadAtOpen ?? 0} />}
                </Match>
              </Switch>
              <Composer conversation={shown()} />
            </>
          )}
        </Match>
      </Switch>
    </section>
  );
}

/** What is on the screen of someone who is looking counts as read. Only those who may change it clear it for everyone. */
function useMarkRead(id: () => string): void {
  const { inbox } = useInbox();
  let asking = false;
  const unread = createMemo(() => (inbox.conversations.get(id())?.unread ?? 0) > 0);
  createEffect(() => {
    if (!unread() || !visible() || !inbox.canEdit || asking) return;
    asking = true;
    inbox.conversations
      .markRead(id())
      // Not worth a word: the badge is back, and the next message or visit tries again.
      .catch((error: unknown) => console.warn("Could not mark the conversation read", error))
      .finally(() => (asking = false));
  });
  onCleanup(() => (asking = true));
}
