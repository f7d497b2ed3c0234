import type { Actor } from "../../../schema/actor.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { ACTOR_HEADER, decodeActor } from "../../kit/actor-header.ts";

export interface Upgrade {
  /** Who opens the socket: vouched for by the worker, or named by a ticket still to be redeemed. */
  by: { actor: Actor } | { ticket: string };
  /** The last change the client has; undefined to hear only what comes. */
  since: number | undefined;
}

/** Reads a socket upgrade that the worker passed on. Throws `invalid`, `unauthenticated`. */
export function readUpgrade(request: Request): Upgrade {
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket")
    throw new TrellisError("invalid", { field: "upgrade" });
  const query = new URL(request.url).searchParams;
  const since = readSince(query.get("since"));
  const header = request.headers.get(ACTOR_HEADER);
  if (header !== null) return { by: { actor: decodeActor(header) }, since };
  const ticket = query.get("ticket");
  if (ticket === null) throw new TrellisError("unauthenticated");
  return { by: { ticket }, since };
}

function readSince(given: string | null): number | undefined {
  if (given === null) return undefined;
  if (!/^\d{1,15}$/.test(given))
    throw new TrellisError("invalid", { field: "since", message: "must be a sequence number" });
  return Number(given);
}
