import { reasonOf } from "../../../schema/reason-of.ts";
import type { Env } from "../../env.ts";
import { noteUse, takeNoted } from "./noted.ts";
import { recordUse } from "./record.ts";

const AT_ONCE = 6;

/** Writes down what this isolate has seen of tenants. Never throws: what fails is noted again. */
export async function flushUses(env: Env, now: number): Promise<void> {
  const taken = [...takeNoted()];
  for (let from = 0; from < taken.length; from += AT_ONCE) {
    await Promise.all(
      taken.slice(from, from + AT_ONCE).map(async ([tenantId, requests]) => {
        try {
          await recordUse(env, tenantId, requests, now);
        } catch (error) {
          noteUse(tenantId, requests, now);
          console.warn(
            JSON.stringify({ level: "warn", event: "usage_not_recorded", tenantId, reason: reasonOf(error) }),
          );
        }
      }),
    );
  }
}
