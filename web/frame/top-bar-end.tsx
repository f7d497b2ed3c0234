import { lazy, Show, Suspense } from "solid-js";
import { useAccount } from "./account-context.tsx";
import PersonMenu from "./person-menu.tsx";

const ConciergeChip = lazy(() => import("../features/concierge/concierge-chip.tsx"));

/** At the right of the top bar: a set-up that is under way, and the person. */
export default function TopBarEnd() {
  const account = useAccount();
  return (
    <>
      <Show when={account.tenant.type === "subaccount" && account.can("manageModules")}>
        <Suspense>
          <ConciergeChip />
        </Suspense>
      </Show>
      <PersonMenu />
    </>
  );
}
