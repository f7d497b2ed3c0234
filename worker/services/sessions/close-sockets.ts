import { agency, subAccount } from "../../../durable-objects/stubs.ts";
import type { SystemActor } from "../../../schema/actor.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import type { SessionSocket } from "../../directory/sessions.ts";
import type { Env } from "../../env.ts";
import { sessionsListenedTo } from "../concierge/session-objects.ts";

const TRIES = 3;

/**
 * Closes what ended sessions still hold open. An account that cannot be reached is tried again and then reported: its object is
 * restarting, which closes its sockets, and the ended session opens no new one.
 */
export async function closeSockets(env: Env, sockets: readonly SessionSocket[]): Promise<void> {
  await Promise.all(sockets.map((socket) => close(env, socket)));
}

async function close(env: Env, { sessionId, tenantId, type }: SessionSocket): Promise<void> {
  const system: SystemActor = { kind: "system", tenantId, via: "control-plane" };
  const place = type === "subaccount" ? subAccount(env, tenantId) : agency(env, tenantId);
  for (let tried = 1; ; tried += 1) {
    try {
      const setUps = await sessionsListenedTo(env, tenantId);
      await Promise.all([place, ...setUps].map((one) => one.endSession(system, { sessionId })));
      return;
    } catch (error) {
      if (tried < TRIES) continue;
      const reason = reasonOf(error);
      console.error(JSON.stringify({ level: "error", event: "socket_not_closed", sessionId, tenantId, reason }));
      return;
    }
  }
}
