import {
  createComputed,
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  on,
  onCleanup,
  onMount,
  untrack,
} from "solid-js";
import { Dynamic } from "solid-js/web";
import { keptOffset } from "./kept-offset.ts";

export interface FixedRowsProps {
  ids: readonly string[];
  /** The rows are those of a table, under one row of headings; without it, the items of a list. */
  table?: boolean;
  /** Of every row, in pixels. */
  rowHeight: number;
  /** How many there are in all, where more are known of than `ids` names; -1 while nobody knows. */
  total: number;
  /** Hears which row is the last on the screen, whenever that changes. */
  onLast: (index: number) => void;
  /** Draws one row. It fills its element. */
  children: (id: string) => JSX.Element;
  /** Stands under the last row. */
  after?: JSX.Element;
  ref?: (rows: FixedRowsHandle) => void;
}

export interface FixedRowsHandle {
  /** Scrolls as little as needed for a row to be seen. */
  show(index: number): void;
}

/** Rows drawn above and below the screen. */
const AHEAD = 5;

/**
 * A scrolling list of however many rows, all equally high: only those near the screen are in the page, and none is ever measured. What comes
 * or goes above the screen does not move what is on it.
 */
export function FixedRows(props: FixedRowsProps) {
  let scroller: HTMLDivElement | undefined;
  const [top, setTop] = createSignal(0);
  const [room, setRoom] = createSignal(0);

  // Before the rows are drawn anew it is seen how far they will move, so that those that stay are the same elements; after, they are put back.
  let moveBy = 0;
  createComputed(
    on(
      () => props.ids,
      (now, before) => {
        if (!before || !scroller) return;
        const by = keptOffset(before, now, scroller.scrollTop + moveBy, props.rowHeight, untrack(room));
        moveBy += by;
        setTop((offset) => offset + by);
      },
    ),
  );

  const first = createMemo(() => Math.max(0, Math.floor(top() / props.rowHeight) - AHEAD));
  const last = createMemo(() => Math.ceil((top() + room()) / props.rowHeight));
  const drawn = createMemo(() => props.ids.slice(first(), last() + AHEAD));
  createEffect(() => {
    if (room() > 0) props.onLast(Math.min(last(), props.ids.length) - 1);
  });

  createEffect(
    on(
      () => props.ids,
      () => {
        if (moveBy !== 0 && scroller) scrollTo(scroller.scrollTop + moveBy);
        moveBy = 0;
      },
      { defer: true },
    ),
  );

  function scrollTo(offset: number): void {
    if (!scroller) return;
    scroller.scrollTop = offset;
    setTop(scroller.scrollTop);
  }

  onMount(() => {
    const observer = new ResizeObserver(() => setRoom(scroller?.clientHeight ?? 0));
    observer.observe(scroller!);
    setRoom(scroller!.clientHeight);
    onCleanup(() => observer.disconnect());
    props.ref?.({
      show(index) {
        const from = index * props.rowHeight;
        if (from < top()) scrollTo(from);
        else if (from + props.rowHeight > top() + room()) scrollTo(from + props.rowHeight - room());
      },
    });
  });

  return (
    <div
      ref={(element) => (scroller = element)}
      role={props.table ? "rowgroup" : undefined}
      class="h-full overflow-y-auto overscroll-contain [overflow-anchor:none]"
      tabindex="-1"
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <Dynamic
        component={props.table ? "div" : "ul"}
        role={props.table ? "presentation" : undefined}
        class="relative contain-strict"
        style={{ height: `${props.ids.length * props.rowHeight}px` }}
      >
        <For each={drawn()}>
          {(id, index) => {
            const place = createMemo(() => first() + index());
            return (
              <Dynamic
                component={props.table ? "div" : "li"}
                class="absolute inset-x-0 contain-strict"
                style={{ top: `${place() * props.rowHeight}px`, height: `${props.rowHeight}px` }}
                role={props.table ? "row" : undefined}
                aria-rowindex={props.table ? place() + 2 : undefined}
                aria-posinset={props.table ? undefined : place() + 1}
                aria-setsize={props.table ? undefined : props.total}
              >
                {props.children(id)}
              </Dynamic>
            );
          }}
        </For>
      </Dynamic>
      {props.after}
    </div>
  );
}
