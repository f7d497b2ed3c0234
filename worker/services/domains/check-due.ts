import { isTrellisError } from "../../../schema/errors.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { domainsDue } from "../../directory/domains.ts";
import type { Env } from "../../env.ts";
import { checkDomain } from "./check.ts";

const SWEEP_MAX = 60;
const AT_ONCE = 6;

/** The sweep: looks again for the proofs of domains that are due. One that fails holds up no other. Never throws for one. */
export async function checkDueDomains(env: Env, now: number): Promise<void> {
  const due = await domainsDue(env, now, SWEEP_MAX);
  for (let from = 0; from < due.length; from += AT_ONCE) {
    await Promise.all(
      due.slice(from, from + AT_ONCE).map(async (row) => {
        const db = new ScopedDb(env, { kind: "system", tenantId: row.tenantId, via: "cron" });
        try {
          await checkDomain(env, db, row, now);
        } catch (error) {
          // Somebody changed it meanwhile: the next sweep sees it as it is.
          if (isTrellisError(error) && error.code === "conflict") return;
          const reason = reasonOf(error);
          console.error(JSON.stringify({ level: "error", event: "domain_not_checked", id: row.id, reason }));
        }
      }),
    );
  }
}
