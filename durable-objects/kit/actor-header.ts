import { Actor } from "../../schema/actor.ts";

/** The worker says in this header who opens a socket. It strips whatever a client sent under the name. */
export const ACTOR_HEADER = "x-trellis-actor";

/** An actor as header text: JSON, percent-encoded, because names hold more than headers may. */
export function encodeActor(actor: Actor): string {
  return encodeURIComponent(JSON.stringify(actor));
}

/** The actor of a header written by `encodeActor`. */
export function decodeActor(header: string): Actor {
  return Actor.parse(JSON.parse(decodeURIComponent(header)));
}
