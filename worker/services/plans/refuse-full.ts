import { TrellisError } from "../../../schema/errors.ts";
import { limitSentence, PLAN_TERMS } from "../../../schema/plans.ts";
import { seatsOf } from "../../directory/seats.ts";
import type { Env } from "../../env.ts";

/**
 * Refuses one person more where a tenant's plan holds no more. It says why; what decides is `hasSeat` in the statement that lets somebody in.
 * Who takes up an invitation has held their place with it, so only `people` are counted then. Throws `plan_limit`.
 */
export async function refuseFull(
  env: Env,
  tenantId: string,
  { counting, now }: { counting: "people" | "all"; now: number },
): Promise<void> {
  const seats = await seatsOf(env, tenantId, now);
  if (seats === undefined) return;
  const { plan, people, invited } = seats;
  const taken = people + (counting === "all" ? invited : 0);
  const max = PLAN_TERMS[plan].users;
  if (max === null || taken < max) return;
  const those = counting === "all" && invited > 0 ? " Open invitations count." : "";
  throw new TrellisError("plan_limit", {
    message: `${limitSentence(plan, "users", taken)}${those} Choose a larger plan, or take somebody off the team.`,
  });
}
