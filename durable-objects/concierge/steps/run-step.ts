import type { Session } from "../session.ts";
import { commit } from "../transcript/commit.ts";
import { Tx } from "../transcript/tx.ts";
import { expireApproval } from "./expire-approval.ts";
import { look } from "./look.ts";
import { makeMove } from "./make-move.ts";
import { nextStep } from "./next-step.ts";
import { pause } from "./pause.ts";
import { runCall } from "./run-call.ts";
import { settleDriver } from "./settle-driver.ts";
import { think } from "../claude/think.ts";

/**
 * Does the one thing that comes next, if it is due. What it did is committed when this ends, and what comes after it is decided from that, so that
 * a death at any point leaves a session that goes on. Answers when to come again (ms).
 */
export async function runStep(session: Session): Promise<number | undefined> {
  const step = nextStep(new Tx(session.storage.sql, session.now()));
  if (step === undefined || step.at > session.now()) return step?.at;
  switch (step.do) {
    case "act":
      await runCall(session, step.call);
      break;
    case "look":
      await look(session);
      break;
    case "settle":
      await settleDriver(session);
      break;
    case "think":
      await think(session);
      break;
    case "guide":
      commit(session, (tx) => makeMove(tx, step.move));
      break;
    case "expire":
      commit(session, (tx) => expireApproval(tx, step.id));
      break;
    case "pause":
      commit(session, (tx) => pause(tx, step.why));
      break;
    default:
      return step satisfies never;
  }
  return nextStep(new Tx(session.storage.sql, session.now()))?.at;
}
