import { weakListenersAmong } from "../../directory/sessions.ts";
import type { Env } from "../../env.ts";
import { rememberedPrincipals } from "../../middleware/remembered-principals.ts";
import { reconnect } from "../members/rights-changed.ts";

/**
 * Makes it hold at once that a person, or an agency, asks for more than a password now: this isolate forgets who it remembered, and whoever
 * listens where a second factor is asked for and has shown none must connect again, which is refused them.
 */
export async function factorsChanged(env: Env, among: { userId: string } | { agencyId: string }): Promise<void> {
  rememberedPrincipals.clear();
  await reconnect(env, await weakListenersAmong(env, among));
}
