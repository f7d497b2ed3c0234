import { For, Show } from "solid-js";
import { Skeleton } from "../../ui/skeleton.tsx";

const BUBBLES = [
  { width: 220, out: false },
  { width: 300, out: false },
  { width: 260, out: true },
  { width: 180, out: false },
  { width: 320, out: true },
];

/** The shape of a thread while it loads; `bare` leaves out the header, for when that is known already. */
export function ThreadSkeleton(props: { bare?: boolean }) {
  return (
    <div class="flex min-h-0 flex-1 flex-col" role="status" aria-busy="true" aria-label="Loading messages">
      <Show when={!props.bare}>
        <div class="flex h-14 shrink-0 items-center gap-3 border-b border-line bg-surface px-4">
          <Skeleton class="size-8 rounded-full" />
          <div class="space-y-1.5">
            <Skeleton class="h-3.5 w-36" />
            <Skeleton class="h-3 w-24" />
          </div>
        </div>
      </Show>
      <div class="flex flex-1 flex-col justify-end gap-3 overflow-hidden px-5 py-4">
        <For each={BUBBLES}>
          {(bubble) => (
            <div class={bubble.out ? "self-end" : "self-start"} style={{ width: `min(${bubble.width}px, 70%)` }}>
              <Skeleton class="h-10 w-full" />
            </div>
          )}
        </For>
      </div>
    </div>
  );
}
