import { reasonOf } from "../../../schema/reason-of.ts";
import { tenantById } from "../../directory/tenants.ts";
import { type TrialToTell, trialsToTell } from "../../directory/tenant-plans.ts";
import type { Env } from "../../env.ts";
import { tellBilling } from "./tell-billing.ts";

/** Trials of one sweep; the next one goes on. */
const SWEEP_MAX = 100;

/** The sweep: writes to whoever manages billing before a trial ends and once it has ended. Never throws for one of them. */
export async function tellOfTrials(env: Env, now: number): Promise<void> {
  for (const trial of await trialsToTell(env, now, SWEEP_MAX)) {
    try {
      await tell(env, trial);
    } catch (error) {
      const reason = reasonOf(error);
      console.error(JSON.stringify({ level: "error", event: "trial_not_told", tenantId: trial.id, reason }));
    }
  }
}

async function tell(env: Env, { id, trialEndsAt, daysLeft }: TrialToTell): Promise<void> {
  const tenant = await tenantById(env, id);
  if (tenant === undefined) return;
  const day = new Date(trialEndsAt).toISOString().slice(0, 10);
  const { name } = tenant;
  await tellBilling(
    env,
    tenant,
    { period: day, kind: "trial", level: daysLeft },
    daysLeft === 0
      ? {
          kind: "trial_over",
          subject: `The trial of ${name} is over`,
          paragraphs: [
            `${name} can be read, and nothing is sent or changed there any more. What customers write is received and kept.`,
            "Once a plan is chosen, everything goes on where it stopped.",
          ],
        }
      : {
          kind: "trial_ending",
          subject: `The trial of ${name} ends in ${daysLeft} ${daysLeft === 1 ? "day" : "days"}`,
          paragraphs: [
            `The trial of ${name} ends on ${day} (UTC). After that it can be read, and nothing is sent or changed until a plan is chosen.`,
            "What customers write is received and kept in any case.",
          ],
        },
  );
}
