import type { Collection } from "../../../schema/collections/collection.ts";
import { invalid } from "../../../schema/collections/invalid.ts";
import { isMember } from "../../directory/members.ts";
import type { Ctx } from "../ctx.ts";

/**
 * Refuses a body that names someone as owner or assignee who cannot act on the account. The account's own object does not know the people.
 * Throws `invalid` naming the field.
 */
export async function requireMembers(
  ctx: Ctx,
  collection: Collection,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const [name, field] of Object.entries(collection.fields)) {
    const userId = data[name];
    if (field.member !== true || typeof userId !== "string") continue;
    if ((ctx.actor.kind === "user" && userId === ctx.actor.userId) || (await isMember(ctx.env, ctx.tenant, userId)))
      continue;
    throw invalid(name, "must be the id of someone who works on this account");
  }
}
