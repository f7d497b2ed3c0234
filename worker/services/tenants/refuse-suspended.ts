import { TrellisError } from "../../../schema/errors.ts";
import { standingOf, type StandsOn, stoppedBy } from "../../../schema/standing.ts";

/**
 * Nothing is written in an account that is suspended or cancelled, or whose trial is over, by its own doing or its agency's; reading goes on.
 * `now` in ms since the epoch. Throws `suspended`.
 */
export function refuseSuspended(tenant: StandsOn, now: number): void {
  const standing = standingOf(tenant, now);
  if (standing === "live") return;
  const whose = stoppedBy(tenant, now) === "agency" ? "The agency of this account" : "This account";
  const message =
    standing === "trial_over"
      ? `${whose} was on trial, and the trial is over. Once a plan is chosen, everything goes on.`
      : `${whose} is ${standing === "cancelled" ? "cancelled" : "suspended"}.`;
  throw new TrellisError("suspended", { message });
}
