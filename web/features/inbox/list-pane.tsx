import { createMemo, lazy, Match, Show, Suspense, Switch } from "solid-js";
import { ConversationRows } from "./conversation-rows.tsx";
import { useInbox } from "./inbox-context.tsx";
import { ListFilters } from "./list-filters.tsx";
import { ListSkeleton } from "./list-skeleton.tsx";
import { ListViews } from "./list-views.tsx";

const NoRows = lazy(() => import("./no-rows.tsx"));

/** The left pane: search, views, and the conversations of the view. */
export function ListPane() {
  const { inbox } = useInbox();
  const list = createMemo(() => (inbox.started() ? inbox.conversations.listOf(inbox.view()) : undefined));
  const empty = () => list()?.ids().length === 0;
  return (
    <section aria-label="Conversations" class="flex h-full flex-col bg-surface">
      <ListFilters />
      <ListViews />
      <Show when={inbox.conversations.onlySandbox()}>
        <p class="sandbox-stripes shrink-0 border-b border-line p-1 text-12 text-sandbox">
          <span class="block rounded-inner bg-sandbox-soft px-2.5 py-0.5 text-center">
            <strong class="font-semibold">Sandbox.</strong> Nothing here reaches a real customer.
          </span>
        </p>
      </Show>
      <div class="min-h-0 flex-1">
        <Switch fallback={<ListSkeleton />}>
          <Match when={empty() && (list()?.error() || list()?.loaded()) ? list() : undefined}>
            {(shown) => (
              <Suspense>
                <NoRows list={shown()} />
              </Suspense>
            )}
          </Match>
          <Match when={!empty() && list()}>
            {(ready) => (
              <Show when={ready()} keyed>
                {(shown) => <ConversationRows list={shown} />}
              </Show>
            )}
          </Match>
        </Switch>
      </div>
    </section>
  );
}
