import type { Member } from "../../../schema/contracts/users.ts";
import { membersOf } from "../../directory/members.ts";
import type { Ctx } from "../ctx.ts";

/** Who works on the active tenant: its own people, its agency's, and in any case the person who asks. By name. */
export async function listMembers(ctx: Ctx): Promise<Member[]> {
  const members = await membersOf(ctx.env, ctx.tenant);
  const { actor, email } = ctx;
  if (actor.kind !== "user" || email === null || members.some(({ id }) => id === actor.userId)) return members;
  return [...members, { id: actor.userId, name: actor.name, email, role: actor.role }];
}
