import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { type Account, useAccount } from "./account-context.tsx";

/** Says that the account is suspended or cancelled, or its trial over, and what still works. */
export default function SuspendedBar() {
  const account = useAccount();
  const byAgency = () => account.standing.by === "agency";
  const isTrial = () => account.standing.status === "trial_over";
  const how = () => {
    const whose = byAgency() ? "The agency of this account" : "This account";
    return isTrial() ? `${whose} was on trial, and the trial is over.` : `${whose} is ${account.standing.status}.`;
  };
  const whom = () => {
    const above = byAgency() || account.tenant.type === "subaccount" ? "your agency" : "the platform you are on";
    return isTrial() ? `Ask ${above} to choose a plan.` : `Ask ${above} to bring it back.`;
  };
  const plan = () => (isTrial() ? planPageOf(account) : undefined);
  return (
    <p role="status" class="bg-warning-soft px-4 py-1.5 text-center text-13 text-warning">
      <span class="font-semibold">{how()}</span> You can read everything; nothing is sent or changed.{" "}
      <Show when={plan()} fallback={whom()}>
        {(href) => (
          <A href={href()} class="inline-block py-1 font-medium underline max-narrow:py-3">
            Choose a plan
          </A>
        )}
      </Show>
    </p>
  );
}

/** Where this person may choose the plan that is missing: of the account, or of the agency above it. A client's is for its agency to choose. */
function planPageOf(account: Account): string | undefined {
  const { id, type, parent } = account.tenant;
  const reachesAgency = account.path.some((one) => one.id === parent && one.type === "agency");
  if (!account.holds("manageBilling") || (type === "subaccount" && !reachesAgency)) return undefined;
  return `/a/${account.standing.by === "agency" ? (parent ?? id) : id}/settings/plan`;
}
