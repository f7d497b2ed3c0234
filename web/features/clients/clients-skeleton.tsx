import { Index } from "solid-js";
import { Skeleton } from "../../ui/skeleton.tsx";

/** The table of accounts before it is there. */
export function ClientsSkeleton() {
  return (
    <div class="rounded-card border border-line bg-surface shadow-raised" aria-busy="true">
      <span class="sr-only" role="status">
        Loading accounts
      </span>
      <div class="h-9 border-b border-line" />
      <Index each={Array.from({ length: 8 })}>
        {() => (
          <div class="flex h-10 items-center gap-8 border-b border-line px-4 last:border-0 max-narrow:h-14">
            <Skeleton class="h-4 w-48" />
            <Skeleton class="h-4 w-32 max-narrow:hidden" />
            <Skeleton class="ml-auto h-5 w-16 rounded-full narrow:ml-0" />
          </div>
        )}
      </Index>
    </div>
  );
}
