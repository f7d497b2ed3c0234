import { lazy, Suspense } from "solid-js";
import { AccountBreadcrumb } from "./account-breadcrumb.tsx";

const PersonMenu = lazy(() => import("./person-menu.tsx"));

/** The bar over every page: where you are, and who. */
export function TopBar() {
  return (
    <header class="flex h-12 shrink-0 items-center gap-2 border-b border-line bg-surface pr-3 pl-3 max-narrow:h-13 max-narrow:pr-1 max-narrow:pl-1">
      <AccountBreadcrumb />
      <div class="ml-auto flex items-center gap-1">
        <Suspense fallback={<span class="size-9 max-narrow:size-11" />}>
          <PersonMenu />
        </Suspense>
      </div>
    </header>
  );
}
