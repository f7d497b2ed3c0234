import { Index } from "solid-js";
import { Skeleton } from "../../ui/skeleton.tsx";

/** The table of contacts before it is there. */
export function ContactsSkeleton() {
  return (
    <div class="rounded-card border border-line bg-surface shadow-raised" aria-busy="true">
      <span class="sr-only" role="status">
        Loading contacts
      </span>
      <div class="h-9 border-b border-line" />
      <Index each={Array.from({ length: 12 })}>
        {() => (
          <div class="flex h-10 items-center gap-8 border-b border-line px-4 last:border-0 max-narrow:h-14">
            <div class="flex w-56 items-center gap-2.5">
              <Skeleton class="size-6 rounded-full" />
              <Skeleton class="h-4 w-32" />
            </div>
            <Skeleton class="h-4 w-28 max-narrow:hidden" />
            <Skeleton class="h-4 w-40 max-narrow:hidden" />
            <Skeleton class="ml-auto h-5 w-16 rounded-full" />
          </div>
        )}
      </Index>
    </div>
  );
}
