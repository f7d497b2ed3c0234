import type { Member } from "../../../schema/contracts/users.ts";
import { membersOf } from "../../directory/members.ts";
import type { Ctx } from "../ctx.ts";

/** Who works on the active tenant: its own people, its agency's, and in any case the caller. By name. */
export async function listMembers(ctx: Ctx): Promise<Member[]> {
  const members = await membersOf(ctx.env, ctx.tenant);
  if (members.some(({ id }) => id === ctx.actor.userId)) return members;
  return [...members, { id: ctx.actor.userId, name: ctx.actor.name, email: ctx.email, role: ctx.actor.role }];
}
