import { For } from "solid-js";
import { Skeleton } from "../../ui/skeleton.tsx";

/** The shape of the team before it is there. */
export function TeamSkeleton() {
  return (
    <div class="rounded-card border border-line bg-surface" aria-busy="true">
      <span class="sr-only" role="status">
        Loading the team
      </span>
      <For each={[...Array(4).keys()]}>
        {() => (
          <div class="flex h-13 items-center gap-3 border-b border-line px-4 last:border-b-0">
            <Skeleton class="size-7 rounded-full" />
            <Skeleton class="h-4 w-40" />
            <Skeleton class="ml-auto h-5 w-24" />
          </div>
        )}
      </For>
    </div>
  );
}
