import { type UserActor, requireCapability } from "../../../schema/actor.ts";
import type { Capability } from "../../../schema/capabilities.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Ctx } from "../ctx.ts";

/**
 * Whoever makes, renews or ends keys: a person who may, in their own name. A key never makes a key, and nobody does while looking through
 * another's eyes, or who sees only what is assigned to them: a key sees all. Throws `forbidden`.
 */
export function requireKeyMaker({ actor }: Pick<Ctx, "actor">): UserActor {
  requireCapability(actor, "manageKeys");
  if (actor.kind !== "user" || actor.impersonator !== undefined) {
    throw new TrellisError("forbidden", { message: "Keys are made and ended by people in their own name." });
  }
  if (actor.assignedOnly === true) {
    throw new TrellisError("forbidden", {
      message: "A key sees the whole account: whoever sees only what is assigned to them cannot make one.",
    });
  }
  return actor;
}

/** Throws `forbidden` unless the maker has each of the scopes themselves. */
export function requireOwnScopes(maker: UserActor, scopes: readonly Capability[]): void {
  const foreign = scopes.filter((scope) => !maker.capabilities.includes(scope));
  if (foreign.length === 0) return;
  throw new TrellisError("forbidden", {
    message: `A key can do no more than you can here: you lack ${foreign.join(", ")}.`,
    field: "scopes",
  });
}
