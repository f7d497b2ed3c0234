import { providerSocketsEndedAt } from "../../directory/sessions.ts";
import type { Env } from "../../env.ts";
import { rememberedPrincipals } from "../../middleware/remembered-principals.ts";
import { closeSockets } from "../sessions/close-sockets.ts";

/** Makes it hold at every door and socket that the sessions an agency's provider opened ended at this moment (ms). */
export async function endedSessions(env: Env, agencyId: string, at: number): Promise<void> {
  rememberedPrincipals.clear();
  await closeSockets(env, await providerSocketsEndedAt(env, agencyId, at));
}
