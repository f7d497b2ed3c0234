import { Skeleton } from "../ui/skeleton.tsx";

/** The frame while the account loads: the same places, nothing in them, so nothing jumps. */
export function FrameSkeleton() {
  return (
    <div class="flex h-dvh" aria-busy="true">
      <span class="sr-only" role="status">
        Loading the account
      </span>
      <div class="flex w-48 shrink-0 flex-col gap-2 border-r border-line p-2 max-narrow:hidden">
        <Skeleton class="mb-2 h-9 w-28" />
        <Skeleton class="h-8 w-full" />
        <Skeleton class="h-8 w-full" />
        <Skeleton class="h-8 w-full" />
      </div>
      <div class="flex flex-1 flex-col">
        <div class="flex h-12 items-center border-b border-line bg-surface px-4 max-narrow:h-13">
          <Skeleton class="h-5 w-56" />
          <Skeleton class="ml-auto size-7 rounded-full" />
        </div>
      </div>
    </div>
  );
}
