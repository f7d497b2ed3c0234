import type { HostResult } from "../../../schema/concierge/host.ts";
import { TOOLS } from "../../../schema/concierge/tools.ts";
import { isTrellisError } from "../../../schema/errors.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { type Call, endCall, findCall } from "../ledger/calls.ts";
import { refOf } from "../ref-of.ts";
import type { Session } from "../session.ts";
import { commit } from "../transcript/commit.ts";
import { Tx } from "../transcript/tx.ts";
import { askPeople } from "./ask-people.ts";
import { pauseBecause } from "./pause.ts";
import { takeResult } from "./take-result.ts";
import { within } from "./within.ts";

/**
 * Makes a call of the ledger. That it has begun is written before: after a death the same call, under the same id, is made again, and the host
 * makes the same end of it.
 */
export async function runCall(session: Session, { id }: Pick<Call, "id">): Promise<void> {
  const begun = commit(session, (tx) => beginOrAsk(tx, id));
  if (begun === undefined) return;
  const { call, approved } = begun;
  const { facts } = new Tx(session.storage.sql, session.now());
  let result: HostResult;
  try {
    const { tool, args } = call;
    result = await within(ACT_TIMEOUT_MS, session.host.act(refOf(facts), { id, tool, args, approved }));
  } catch (error) {
    console.warn(
      JSON.stringify({
        level: "warn",
        event: "concierge_call_failed",
        session: facts.id,
        tool: call.tool,
        reason: reasonOf(error),
      }),
    );
    commit(session, (tx) => failOrTryAgain(tx, id, error));
    return;
  }
  commit(session, (tx) => takeResult(tx, id, result));
}

/** A module's provider may take its time; whoever takes longer is asked again. */
const ACT_TIMEOUT_MS = 120_000;
/** How often a call is made that fails without an answer, and the pauses between (ms). */
const PAUSES_MS = [1_000, 4_000, 15_000];
/** How often it is begun at all: what ends its own process every time must not do so for ever. */
const BEGUN_MAX = 50;

/** Begins a call that the worker makes; one that only people answer opens what asks them, and is not made. */
function beginOrAsk(tx: Tx, id: string): { call: Call; approved: boolean } | undefined {
  const call = findCall(tx, id);
  if (call?.state !== "pending" || call.waits) return undefined;
  if (call.beganAt === null && askPeople(tx, call)) return undefined;
  const approved = isApproved(tx, call);
  if (TOOLS[call.tool].kind === "approved" && !approved) {
    endCall(tx, id, { ok: false, outcome: "Nobody approved exactly this.", content: { approved: false } });
    return undefined;
  }
  if (call.tries >= BEGUN_MAX) {
    endCall(tx, id, {
      ok: false,
      outcome: "It could not be brought to its end.",
      content: { error: "it broke off every time" },
    });
    return undefined;
  }
  tx.sql.exec("UPDATE calls SET began_at = coalesce(began_at, ?), tries = tries + 1 WHERE id = ?", tx.now, id);
  return { call, approved };
}

/** Clicked on by the person the session acts for now, on exactly these arguments. */
function isApproved(tx: Tx, { approvedBy, asked, args, tool }: Call): boolean {
  const approval = asked === null ? undefined : tx.find("approval", asked);
  return (
    approval?.state === "approved" &&
    approvedBy === tx.facts.holder.id &&
    approval.for.id === approvedBy &&
    approval.tool === tool &&
    JSON.stringify(approval.args) === JSON.stringify(args)
  );
}

function failOrTryAgain(tx: Tx, id: string, error: unknown): void {
  const call = findCall(tx, id);
  if (call?.state !== "pending") return;
  if (isTrellisError(error) && LOST_RIGHTS.has(error.code)) {
    const who = tx.facts.holder.name;
    endCall(tx, id, {
      ok: false,
      outcome: `${who} may not do this here.`,
      content: { error: "the person may not do this here" },
    });
    return pauseBecause(tx, `${who} may not set this up any more. Somebody who may can take over.`);
  }
  const failures = call.failures + 1;
  const pause = PAUSES_MS[call.failures];
  tx.sql.exec("UPDATE calls SET failures = ?, due_at = ? WHERE id = ?", failures, tx.now + (pause ?? 0), id);
  if (pause !== undefined && !isTrellisError(error)) return;
  const outcome = isTrellisError(error) ? error.message : "It could not be done just now.";
  endCall(tx, id, { ok: false, outcome, content: { error: outcome } });
}

const LOST_RIGHTS: ReadonlySet<string> = new Set(["forbidden", "not_found", "unauthenticated", "suspended"]);
