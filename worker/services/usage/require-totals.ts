import { sightOf } from "../../../durable-objects/sub-account/sight/sight-of.ts";
import type { Actor } from "../../../schema/actor.ts";
import { TrellisError } from "../../../schema/errors.ts";

/** Whoever sees only what is assigned to them is told nothing of how much there is besides. Throws `forbidden`. */
export function requireTotals(actor: Actor): void {
  if (sightOf(actor) === undefined) return;
  const message = "You see only what is assigned to you here, and not how much the account holds and uses.";
  throw new TrellisError("forbidden", { message });
}
