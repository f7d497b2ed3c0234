import type { UserActor } from "../../../schema/actor.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Ctx } from "../ctx.ts";

/** Throws `forbidden` to a key, which has nobody's rights to lend, and through another's eyes: nobody lends theirs so. */
export function requirePerson(actor: Ctx["actor"]): asserts actor is UserActor {
  if (actor.kind === "user" && actor.impersonator === undefined) return;
  throw new TrellisError("forbidden", {
    message: "The concierge acts with a person's own rights: sign in as yourself.",
  });
}
