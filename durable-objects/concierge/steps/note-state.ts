import { countModules } from "../modules-of.ts";
import { refOf } from "../ref-of.ts";
import type { Session } from "../session.ts";
import { stateOf } from "../state-of.ts";
import { commit, noteOf } from "../transcript/commit.ts";
import { Tx } from "../transcript/tx.ts";
import { within } from "./within.ts";

/** Tells the control plane how far the session is, when that is not what it was told last. Throws where it does not hear: it is told again. */
export async function noteState(session: Session): Promise<void> {
  const tx = new Tx(session.storage.sql, session.now());
  const state = stateOf(tx);
  const noted = noteOf(state);
  if (noted === tx.facts.noted) return;
  const { live, blocked } = countModules(state.progress.modules);
  const counts = { live, total: state.progress.total, blocked };
  await within(NOTE_TIMEOUT_MS, session.host.noteState(refOf(tx.facts), { state: state.state, ...counts }));
  commit(session, ({ facts }) => void (facts.noted = noted));
}

const NOTE_TIMEOUT_MS = 30_000;
