import type { Actor } from "../../../schema/actor.ts";

/** Who an actor must be for a record to be theirs, where they see nothing else: a user id. Undefined for whoever sees all of the account. */
export function sightOf(actor: Actor): string | undefined {
  return actor.kind === "user" && actor.assignedOnly === true ? actor.userId : undefined;
}
