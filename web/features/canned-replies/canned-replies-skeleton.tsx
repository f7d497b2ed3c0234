import { Index } from "solid-js";
import { Skeleton } from "../../ui/skeleton.tsx";

/** The table of canned replies before it is there. */
export function CannedRepliesSkeleton() {
  return (
    <div class="rounded-card border border-line bg-surface shadow-raised" aria-busy="true">
      <span class="sr-only" role="status">
        Loading canned replies
      </span>
      <div class="h-9 border-b border-line" />
      <Index each={Array.from({ length: 8 })}>
        {() => (
          <div class="flex h-14 items-center gap-8 border-b border-line px-4 last:border-0">
            <div class="flex w-48 flex-col gap-1.5">
              <Skeleton class="h-4 w-36" />
              <Skeleton class="h-3 w-20" />
            </div>
            <Skeleton class="h-4 flex-1 max-narrow:hidden" />
            <Skeleton class="ml-auto h-4 w-8" />
          </div>
        )}
      </Index>
    </div>
  );
}
