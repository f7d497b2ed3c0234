import { ACTOR_HEADER, encodeActor } from "../../../durable-objects/kit/actor-header.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { noteSocket } from "../../directory/sessions.ts";
import type { Ctx } from "../ctx.ts";
import { sessionOf } from "./session-of.ts";

/** Opens a socket on a session, which tells what changed after `since` and then what comes. Throws `forbidden` to a key, `not_found`, `session_ended`, `too_many`. */
export async function openLiveConcierge(ctx: Ctx, id: string, since: number): Promise<Response> {
  const { actor, env, tenant, now } = ctx;
  if (actor.kind !== "user") throw new TrellisError("forbidden", { message: "A key opens no socket: sign in." });
  const session = await sessionOf(ctx, id);
  // Ending the sign-in must find this socket, so it is noted before it exists; an ended one opens none.
  if (!(await noteSocket(env, actor.sessionId, tenant.id, now))) throw new TrellisError("session_ended");
  const headers = { upgrade: "websocket", [ACTOR_HEADER]: encodeActor(actor) };
  return session.fetch(new Request(`https://concierge/live?since=${since}`, { headers }));
}
