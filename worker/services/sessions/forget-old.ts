import { deleteSessionsOverBefore } from "../../directory/sessions.ts";
import type { Env } from "../../env.ts";

/** Kept a while after their end, for whoever asks what happened; the audit log keeps the fact for good. */
const KEPT_AFTER_END_MS = 30 * 24 * 60 * 60_000;
/** A regular run has this much at most to do; the next one goes on. */
const ROUNDS_MAX = 50;

/** Deletes sessions that ended long ago, so that their table holds what can still matter. */
export async function forgetOldSessions(env: Env, now: number): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if (!(await deleteSessionsOverBefore(env, now - KEPT_AFTER_END_MS))) return;
  }
}
