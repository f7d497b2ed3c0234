import { Navigate } from "@solidjs/router";
import { Match, Switch } from "solid-js";
import { useAccount } from "../../frame/account-context.tsx";
import { viewOf } from "../../rest/view.ts";
import { getOffer } from "../../rest/concierge.ts";
import { createKeptRead } from "../../stores/kept-read.ts";
import { remembered } from "../../stores/remembered.ts";
import { tenantHome } from "../../stores/session.ts";

const KEPT_MAX = 50;

/** Accounts that are no longer met for the first time: there is nothing to ask about them. */
const [begun, setBegun] = remembered<string[]>(
  "begun-accounts",
  [],
  (value): value is string[] => Array.isArray(value) && value.every((id) => typeof id === "string"),
);

/** `/a/:id`: where the work begins. An account that nobody has set up is met by the concierge, if who comes may do that. */
export default function AccountStart() {
  const account = useAccount();
  const home = tenantHome(account.tenant);
  const mayBeFirst =
    account.tenant.type === "subaccount" &&
    account.can("manageModules") &&
    viewOf(account.id) === undefined &&
    !begun().includes(account.id);
  if (!mayBeFirst) return <Navigate href={home} />;

  const isFirst = createKeptRead(async () => {
    const { occasion } = await getOffer(account.id);
    if (occasion === "first_run") return true;
    setBegun((known) => [account.id, ...known].slice(0, KEPT_MAX));
    return false;
  });
  void isFirst.refetch();
  const target = () => {
    if (isFirst.error !== undefined) return home;
    return isFirst.data === undefined ? undefined : isFirst.data ? `/a/${account.id}/welcome` : home;
  };
  return (
    <Switch>
      <Match when={target()}>{(href) => <Navigate href={href()} />}</Match>
    </Switch>
  );
}
