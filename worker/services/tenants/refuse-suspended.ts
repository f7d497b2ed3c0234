import { TrellisError } from "../../../schema/errors.ts";
import { standingOf, type StandsOn, stoppedBy } from "../../../schema/standing.ts";

/** Nothing is written in an account that is suspended or cancelled, by its own status or its agency's; reading goes on. Throws `suspended`. */
export function refuseSuspended(tenant: StandsOn): void {
  const standing = standingOf(tenant);
  if (standing === "live") return;
  const whose = stoppedBy(tenant) === "agency" ? "The agency of this account" : "This account";
  throw new TrellisError("suspended", {
    message: `${whose} is ${standing === "cancelled" ? "cancelled" : "suspended"}.`,
  });
}
