import { For } from "solid-js";
import { Skeleton } from "../../ui/skeleton.tsx";

const ROWS = [64, 48, 72, 56, 40, 68, 52, 60];

/** The shape of the list while its first page loads. */
export function ListSkeleton() {
  return (
    <div role="status" aria-busy="true" aria-label="Loading conversations">
      <For each={ROWS}>
        {(width) => (
          <div class="flex h-21 items-center gap-3 px-4">
            <Skeleton class="size-10 shrink-0 rounded-full" />
            <div class="min-w-0 flex-1 space-y-2">
              <div class="flex justify-between">
                <Skeleton class="h-3.5 w-28" />
                <Skeleton class="h-3.5 w-6" />
              </div>
              <span class="block" style={{ width: `${width}%` }}>
                <Skeleton class="h-3.5 w-full" />
              </span>
            </div>
          </div>
        )}
      </For>
    </div>
  );
}
