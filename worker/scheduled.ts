import { subAccount } from "../durable-objects/stubs.ts";
import { deleteLinksOverBefore } from "./directory/mailed-links.ts";
import { deleteSignUpsOverBefore } from "./directory/sign-ups.ts";
import { connectedAccounts } from "./directory/connected-accounts.ts";
import { forgetSpentTickets } from "./directory/spent-tickets.ts";
import type { Env } from "./env.ts";
import { MAIL_KEPT_MS, sendDueMails } from "./mail/send-mails.ts";
import { reasonOf } from "../schema/reason-of.ts";
import { loadDemoData } from "./seed/load.ts";
import { tellListings } from "./services/accounts/tell-listings.ts";
import { witnessAudits } from "./services/audit/witness.ts";
import { sweepFleets } from "./services/concierge/fleets/sweep.ts";
import { wakeConcierges } from "./services/concierge/wake-concierges.ts";
import { checkDueDomains } from "./services/domains/check-due.ts";
import { sweepDeployments } from "./services/deployments/sweep.ts";
import { runEach } from "./services/run-each.ts";
import { sendDueChecks } from "./services/health/send-due.ts";
import { reapplyIntegrations } from "./services/integrations/reapply.ts";
import { synchroniseCatalog } from "./services/modules/synchronise.ts";
import { wakeSandboxes } from "./services/sandbox/wake-sandboxes.ts";
import { forgetOldSessions } from "./services/sessions/forget-old.ts";
import { releaseOfDeleted } from "./services/tenants/life/release-of-deleted.ts";
import { runDuePurges } from "./services/tenants/life/run-purge.ts";
import { tellOfTrials } from "./services/plans/tell-of-trials.ts";
import { flushUses } from "./services/usage/flush.ts";
import { ensureFirstAdmin } from "./services/users/ensure-first-admin.ts";

const AT_ONCE = 6;

/**
 * What the clock asks for. `@boot` and `@seed` come from the local server alone, before its first request. Every step can be repeated.
 */
export async function scheduled(
  controller: Pick<ScheduledController, "cron">,
  env: Env,
  execution: ExecutionContext,
): Promise<void> {
  const now = Date.now();
  switch (controller.cron) {
    case "@boot":
      await ensureFirstAdmin(env, now);
      await synchroniseCatalog(env, now);
      // Objects have no boot of their own, and locally a past-due alarm may never ring.
      await wakeAccounts(env);
      await wakeSandboxes(env);
      await wakeConcierges(env);
      await reapplyIntegrations(env, now);
      await tellListings(env, now);
      await sweepDeployments(env, now);
      execution.waitUntil(sweepFleets(env, (work) => execution.waitUntil(work)));
      return;
    case "@seed":
      return loadDemoData(env, execution, now);
    default:
      await runEach({
        // A deployment has no boot: its first regular run brings the catalog in step.
        synchroniseCatalog: () => synchroniseCatalog(env, now),
        reapplyIntegrations: () => reapplyIntegrations(env, now),
        sendDueChecks: () => sendDueChecks(env, now),
        sweepDeployments: () => sweepDeployments(env, now),
        sweepFleets: () => sweepFleets(env, (work) => execution.waitUntil(work)),
        tellListings: () => tellListings(env, now),
        releaseOfDeleted: () => releaseOfDeleted(env, now),
        runDuePurges: () => runDuePurges(env, now),
        forgetOldSessions: () => forgetOldSessions(env, now),
        deleteLinksOverBefore: () => deleteLinksOverBefore(env, now - MAIL_KEPT_MS),
        deleteSignUpsOverBefore: () => deleteSignUpsOverBefore(env, now),
        forgetSpentTickets: () => forgetSpentTickets(env, now),
        flushUses: () => flushUses(env, now),
        tellOfTrials: () => tellOfTrials(env, now),
        sendDueMails: () => sendDueMails(env, now),
        checkDueDomains: () => checkDueDomains(env, now),
        witnessAudits: () => witnessAudits(env, now),
      });
  }
}

async function wakeAccounts(env: Env): Promise<void> {
  for (
    let page = await connectedAccounts(env, "");
    page.length > 0;
    page = await connectedAccounts(env, page.at(-1) ?? "")
  ) {
    for (let from = 0; from < page.length; from += AT_ONCE) {
      await Promise.all(page.slice(from, from + AT_ONCE).map((tenantId) => wake(env, tenantId)));
    }
  }
}

/** One account that cannot be woken must not keep the others asleep. */
async function wake(env: Env, tenantId: string): Promise<void> {
  try {
    await subAccount(env, tenantId).wake({ kind: "system", tenantId, via: "cron" });
  } catch (error) {
    console.error(JSON.stringify({ level: "error", event: "account_not_woken", tenantId, reason: reasonOf(error) }));
  }
}
