import { Index } from "solid-js";
import { Skeleton } from "../../ui/skeleton.tsx";

/** The table of agents and the month below it, before they are there. */
export function AgentsSkeleton() {
  return (
    <div class="flex flex-col gap-6" aria-busy="true">
      <span class="sr-only" role="status">
        Loading the agents
      </span>
      <div class="rounded-card border border-line bg-surface shadow-raised">
        <div class="h-9 border-b border-line" />
        <Index each={[1, 2, 3]}>
          {() => (
            <div class="flex h-10 items-center gap-8 border-b border-line px-4 last:border-0 max-narrow:h-14">
              <Skeleton class="h-4 w-40" />
              <Skeleton class="h-4 w-28 max-narrow:hidden" />
              <Skeleton class="h-4 w-36 max-narrow:hidden" />
            </div>
          )}
        </Index>
      </div>
      <Skeleton class="h-56 w-full rounded-card" />
    </div>
  );
}
