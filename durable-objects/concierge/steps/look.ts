import { reasonOf } from "../../../schema/reason-of.ts";
import { refOf } from "../ref-of.ts";
import type { Session } from "../session.ts";
import { commit } from "../transcript/commit.ts";
import { Tx } from "../transcript/tx.ts";
import { goForward, stumble } from "./forward.ts";
import { within } from "./within.ts";

/** Asks the account how every module stands. */
export async function look(session: Session): Promise<void> {
  const { facts } = new Tx(session.storage.sql, session.now());
  try {
    const progress = await within(LOOK_TIMEOUT_MS, session.host.progress(refOf(facts)));
    commit(session, (tx) => {
      // What came to the session meanwhile was not looked at.
      tx.facts.stale = tx.facts.modules.length > facts.modules.length;
      tx.facts.progress = progress;
      goForward(tx);
    });
  } catch (error) {
    console.warn(
      JSON.stringify({ level: "warn", event: "concierge_look_failed", session: facts.id, reason: reasonOf(error) }),
    );
    commit(session, (tx) => stumble(tx, undefined));
  }
}

const LOOK_TIMEOUT_MS = 30_000;
