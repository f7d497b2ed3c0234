import { createEffect, lazy, on, Show, Suspense } from "solid-js";
import type { ConversationList } from "../../stores/inbox/conversation-list.ts";
import { FixedRows, type FixedRowsHandle } from "../../ui/fixed-rows.tsx";
import { rootFontPx } from "../../ui/root-font-px.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ConversationRow } from "./conversation-row.tsx";
import { useInbox } from "./inbox-context.tsx";

const RestFailed = lazy(() => import("./rest-failed.tsx"));

/** This many rows before the end the next page is asked for. */
const AHEAD = 25;
/** Of a row; it grows with the size of letters this person has chosen. */
const ROW_HEIGHT_REM = 5.25;

/** The conversations of a view, however many. */
export function ConversationRows(props: { list: ConversationList }) {
  const { inbox } = useInbox();
  const rowHeight = ROW_HEIGHT_REM * rootFontPx();
  let rows: FixedRowsHandle | undefined;

  // The keys j and k may choose a conversation outside the screen.
  createEffect(
    on(inbox.selected, (id) => {
      const index = id === undefined ? -1 : props.list.ids().indexOf(id);
      if (index >= 0) rows?.show(index);
    }),
  );

  return (
    <FixedRows
      ref={(next) => (rows = next)}
      ids={props.list.ids()}
      rowHeight={rowHeight}
      total={props.list.complete() ? props.list.ids().length : -1}
      onLast={(last) => {
        if (last >= props.list.ids().length - AHEAD) void props.list.more();
      }}
      after={
        <>
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
        </>
      }
    >
      {(id) => <ConversationRow id={id} />}
    </FixedRows>
  );
}
