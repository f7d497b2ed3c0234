import { refOf } from "../ref-of.ts";
import type { Session } from "../session.ts";
import { notedOf, stateOf } from "../state-of.ts";
import { commit, noteOf } from "../transcript/commit.ts";
import { Tx } from "../transcript/tx.ts";
import { within } from "./within.ts";

/** Tells the control plane how far the session is, when that is not what it was told last. Throws where it does not hear: it is told again. */
export async function noteState(session: Session): Promise<void> {
  const tx = new Tx(session.storage.sql, session.now());
  const state = stateOf(tx);
  const noted = noteOf(state);
  if (noted === tx.facts.noted) return;
  await within(NOTE_TIMEOUT_MS, session.host.noteState(refOf(tx.facts), notedOf(state)));
  commit(session, ({ facts }) => void (facts.noted = noted));
}

const NOTE_TIMEOUT_MS = 30_000;
