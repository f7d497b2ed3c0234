import { type Actor, requireCapability, type UserActor } from "../../../schema/actor.ts";
import type { SteerConcierge } from "../../../schema/contracts/concierge.ts";
import { SESSION_CAPS } from "../../../schema/concierge/words.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { hasUnanswered } from "../claude/record.ts";
import { endCall, notice, pendingCalls } from "../ledger/calls.ts";
import type { Session } from "../session.ts";
import { endSession } from "../steps/end-session.ts";
import { commit } from "../transcript/commit.ts";
import { cutMessages } from "../transcript/cut-messages.ts";
import { note } from "../transcript/say.ts";
import type { Tx } from "../transcript/tx.ts";
import { requireActive, requireGoingOn } from "./require-active.ts";
import { resume } from "./resume.ts";

/**
 * A person steers the session itself: stops it, has it go on after a pause, takes it over with their own rights, or changes who leads. Throws
 * `forbidden` (to a key, too: it is nobody's rights), `conflict` for a session that is over.
 */
export function steer(session: Session, actor: Actor, input: SteerConcierge): void {
  requireCapability(actor, "manageModules");
  if (actor.kind !== "user" || actor.impersonator !== undefined)
    throw new TrellisError("forbidden", { message: "Only a person can steer a set-up." });
  commit(session, (tx) => {
    if (input.action === "stop") requireGoingOn(tx);
    else requireActive(tx);
    switch (input.action) {
      case "stop":
        return endSession(tx, "stopped", `${actor.name} stopped the set-up.`);
      case "continue":
        return goOn(tx, actor);
      case "take":
        return take(tx, actor);
      case "drive":
        return drive(tx, input.driver);
      default:
        return input satisfies never;
    }
  });
}

/** After a cap the guided driver goes on: the model may not be asked any more. A model that waits for a word gets one. */
function goOn(tx: Tx, { name }: UserActor): void {
  if (isCapped(tx)) drive(tx, "guided");
  else if (tx.facts.driver === "claude" && !hasUnanswered(tx)) notice(tx, { event: "go_on", person: name });
  resume(tx);
}

function isCapped({ facts: { usage } }: Tx): boolean {
  return (
    usage.turns >= SESSION_CAPS.turns ||
    usage.inputTokens + usage.outputTokens >= SESSION_CAPS.tokens ||
    usage.micros >= SESSION_CAPS.micros
  );
}

/** From now on it acts with this person's rights. What the other one was asked to approve is asked for anew, if it is still wanted. */
function take(tx: Tx, { userId, name }: UserActor): void {
  const { facts } = tx;
  if (facts.holder.id === userId) return resume(tx);
  const before = facts.holder.name;
  facts.holder = { id: userId, name };
  for (const call of pendingCalls(tx))
    if (tx.find("approval", call.asked ?? "") !== undefined && call.beganAt === null)
      endCall(tx, call.id, {
        ok: false,
        outcome: `${name} took over before it was done.`,
        content: { approved: false, why: "another person took over; ask again if it is still wanted" },
      });
  note(tx, "info", `${name} took over from ${before}.`);
  if (facts.driver === "claude") notice(tx, { event: "taken_over", person: name });
  resume(tx);
}

function drive(tx: Tx, driver: "guided" | "claude"): void {
  const { facts } = tx;
  if (facts.driver === driver && facts.wanted === null) return;
  facts.wanted = driver;
  facts.turnId = null;
  cutMessages(tx);
  resume(tx);
}
