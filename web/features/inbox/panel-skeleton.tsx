import { Skeleton } from "../../ui/skeleton.tsx";

/** The shape of the panel while its code or its person loads. */
export function PanelSkeleton() {
  return (
    <div class="h-full bg-surface p-4" role="status" aria-busy="true" aria-label="Loading the person">
      <div class="flex items-center gap-3">
        <Skeleton class="size-10 rounded-full" />
        <div class="flex-1 space-y-2">
          <Skeleton class="h-4 w-32" />
          <Skeleton class="h-3 w-20" />
        </div>
      </div>
      <div class="mt-6 space-y-4">
        <Skeleton class="h-4 w-full" />
        <Skeleton class="h-4 w-4/5" />
        <Skeleton class="h-4 w-3/5" />
        <Skeleton class="h-4 w-4/5" />
      </div>
    </div>
  );
}
