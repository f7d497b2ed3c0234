import { agency } from "../../stubs.ts";
import type { RollUp } from "../roll-up.ts";
import { heldAbove } from "./above.ts";
import { type Report, REPORTS_MAX } from "./take-reports.ts";

/**
 * Passes on to the roll-up above what it has not heard of: a batch of accounts as they are now, however often they changed meanwhile. Answers
 * when to go on, if more wait. What it took is noted after its answer; a batch that came twice changes nothing there.
 */
export async function tellAbove(rollUp: RollUp): Promise<number | undefined> {
  const { storage, env } = rollUp;
  const above = heldAbove(storage);
  if (above === null) return undefined;
  const reports = storage.sql.exec<Report & Record<string, SqlStorageValue>>(UNTOLD, REPORTS_MAX).toArray();
  if (reports.length === 0) return undefined;
  await agency(env, above).takeReports({ kind: "system", tenantId: above, via: "control-plane" }, { reports });
  storage.transactionSync(() => {
    for (const { id, version } of reports) storage.sql.exec(TOLD, id, version);
  });
  return reports.length === REPORTS_MAX ? rollUp.now() : undefined;
}

const UNTOLD = `
SELECT id, report_version AS version, contacts, messages, unread, broken, last_activity_at AS lastActivityAt
FROM accounts WHERE listed = 1 AND report_version > told_version LIMIT ?`;
const TOLD = "UPDATE accounts SET told_version = ?2 WHERE id = ?1 AND told_version < ?2";
