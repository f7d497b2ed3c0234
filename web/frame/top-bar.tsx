import { lazy, Show, Suspense } from "solid-js";
import { AccountBreadcrumb } from "./account-breadcrumb.tsx";
import { useAccount } from "./account-context.tsx";

const TopBarEnd = lazy(() => import("./top-bar-end.tsx"));

/** The bar over every page: where you are, and who. */
export function TopBar() {
  const account = useAccount();
  const readOnly = () => account.tenant.type === "subaccount" && !account.can("editLeads");
  return (
    <header class="flex h-12 shrink-0 items-center gap-2 border-b border-line bg-surface pr-3 pl-3 max-narrow:h-13 max-narrow:pr-1 max-narrow:pl-1">
      <AccountBreadcrumb />
      <div class="ml-auto flex items-center gap-2">
        <Show when={readOnly()}>
          <span
            class="rounded-full bg-sunken px-2 text-12 leading-5 font-medium whitespace-nowrap text-ink-2"
            data-tip="You can read everything here. To change anything, ask an administrator of this account."
          >
            View only
          </span>
        </Show>
        <Suspense fallback={<span class="size-9 max-narrow:size-11" />}>
          <TopBarEnd />
        </Suspense>
      </div>
    </header>
  );
}
