import { sightOf } from "../../../durable-objects/sub-account/sight/sight-of.ts";
import type { Actor } from "../../../schema/actor.ts";
import { TrellisError } from "../../../schema/errors.ts";

/** Whoever sees only what is assigned to them lets nobody see more. Throws `forbidden`. */
export function requireSight(actor: Actor, { assignedOnly }: { assignedOnly: boolean }): void {
  if (assignedOnly || sightOf(actor) === undefined) return;
  const message = "You see only what is assigned to you here, and cannot let others see more.";
  throw new TrellisError("forbidden", { message });
}
