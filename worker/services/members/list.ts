import { ROLES } from "../../../schema/capabilities.ts";
import type { Member, MemberGrant } from "../../../schema/contracts/members.ts";
import { memberGrants, type MemberGrantRow } from "../../directory/members.ts";
import type { Ctx } from "../ctx.ts";

/**
 * Who works on the active tenant: its own people, its agency's, with `platform` the platform's staff too, and in any case the person who asks.
 * By name.
 */
export async function listMembers(ctx: Ctx, given: { platform: boolean } = { platform: false }): Promise<Member[]> {
  const members = membersOf(await memberGrants(ctx.env, ctx.tenant, given));
  const { actor, email } = ctx;
  if (actor.kind !== "user" || email === null || members.some(({ id }) => id === actor.userId)) return members;
  return [...members, { id: actor.userId, name: actor.name, email, role: actor.role, grants: [] }];
}

/** People with their grants, each under the strongest of them. */
export function membersOf(grants: readonly MemberGrantRow[]): Member[] {
  const people = new Map<string, MemberGrantRow[]>();
  for (const grant of grants) people.set(grant.id, [...(people.get(grant.id) ?? []), grant]);
  return [...people.values()]
    .flatMap((held): Member[] => {
      const [strongest] = held.toSorted((a, b) => strength(b) - strength(a));
      if (strongest === undefined) return [];
      const { id, name, email, role } = strongest;
      return [{ id, name, email, role, grants: held.map(memberGrant) }];
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

function memberGrant({ of, role, customRole, assignedOnly }: MemberGrantRow): MemberGrant {
  return { of, role, customRole, assignedOnly };
}

function strength({ role, customRole, capabilities }: MemberGrantRow): number {
  return customRole === null ? ROLES[role].capabilities.length : capabilities.length;
}
