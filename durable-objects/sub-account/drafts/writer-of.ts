import type { Actor } from "../../../schema/actor.ts";
import { TrellisError } from "../../../schema/errors.ts";

/**
 * Whose drafts an actor keeps: the user id of whoever sits at the keys, so that one who looks through another's eyes neither reads nor
 * changes what that person has begun to write. Throws `forbidden` for what is no person: only people leave something half written.
 */
export function writerOf(actor: Actor): string {
  if (actor.kind !== "user") throw new TrellisError("forbidden");
  return actor.impersonator?.userId ?? actor.userId;
}
