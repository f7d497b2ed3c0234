import { createEffect, lazy, on, Show, Suspense } from "solid-js";
import { Virtualizer, type VirtualizerHandle } from "virtua/solid";
import type { ConversationList } from "../../stores/inbox/conversation-list.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ConversationRow } from "./conversation-row.tsx";
import { useInbox } from "./inbox-context.tsx";

const RestFailed = lazy(() => import("./rest-failed.tsx"));

/** Rows from here to the end ask for the next page. */
const AHEAD = 15;
const ROW_HEIGHT_PX = 84;

/** The conversations of a view, however many: only what is near the screen is in the page. */
export function ConversationRows(props: { list: ConversationList }) {
  const { inbox } = useInbox();
  let handle: VirtualizerHandle | undefined;

  const onScroll = (): void => {
    if (!handle) return;
    const last = handle.findItemIndex(handle.scrollOffset + handle.viewportSize);
    if (last >= props.list.ids().length - AHEAD) void props.list.more();
  };

  // The keys j and k may choose a conversation outside the screen.
  createEffect(
    on(inbox.selected, (id) => {
      const index = id === undefined ? -1 : props.list.ids().indexOf(id);
      if (index >= 0) handle?.scrollToIndex(index, { align: "nearest" });
    }),
  );

  return (
    <div class="h-full overflow-y-auto overscroll-contain" tabindex="-1">
      <Virtualizer
        ref={(next) => (handle = next)}
        data={props.list.ids()}
        as="ul"
        item="li"
        itemSize={ROW_HEIGHT_PX}
        onScroll={onScroll}
      >
        {(id) => <ConversationRow id={id} />}
      </Virtualizer>
      <Show when={props.list.loading() === "more"}>
        <div class="flex gap-3 px-4 py-3" role="status" aria-busy="true" aria-label="Loading more">
          <Skeleton class="size-10 shrink-0 rounded-full" />
          <div class="flex-1 space-y-2 pt-0.5">
            <Skeleton class="h-3.5 w-28" />
            <Skeleton class="h-3.5 w-4/5" />
          </div>
        </div>
      </Show>
      <Show when={props.list.error() && props.list.loading() === undefined}>
        <Suspense>
          <RestFailed list={props.list} />
        </Suspense>
      </Show>
    </div>
  );
}
