import { concierge } from "../../../durable-objects/stubs.ts";
import { isTrellisError } from "../../../schema/errors.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { type ActiveConcierge, activeConcierges } from "../../directory/active-concierges.ts";
import type { Env } from "../../env.ts";

const AT_ONCE = 6;

/** Lets every session that goes on take up what was under way when the process ended: a past-due alarm may never ring locally. */
export async function wakeConcierges(env: Env): Promise<void> {
  for (
    let page = await activeConcierges(env, "");
    page.length > 0;
    page = await activeConcierges(env, page.at(-1)?.tenantId ?? "")
  ) {
    for (let from = 0; from < page.length; from += AT_ONCE) {
      await Promise.all(page.slice(from, from + AT_ONCE).map((session) => wake(env, session)));
    }
  }
}

/** One that cannot be woken must not keep the others asleep. */
async function wake(env: Env, { id, tenantId }: ActiveConcierge): Promise<void> {
  try {
    await concierge(env, id).wake({ kind: "system", tenantId, via: "cron" });
  } catch (error) {
    // Its row was written, and then the process ended: it begins when somebody looks.
    if (isTrellisError(error) && error.code === "not_found") return;
    console.error(
      JSON.stringify({ level: "error", event: "concierge_not_woken", tenantId, session: id, reason: reasonOf(error) }),
    );
  }
}
