import type { Member } from "../../../schema/contracts/members.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Granted } from "../../directory/grants.ts";
import { memberGrants, type MemberGrantRow, ownGrant } from "../../directory/members.ts";
import { usableRoles } from "../../directory/usable-roles.ts";
import type { Ctx } from "../ctx.ts";
import { membersOf } from "./list.ts";

/** A grant on the active tenant as it stands, and as it is stored. */
export interface Held {
  grant: MemberGrantRow;
  stored: Granted;
}

/**
 * Somebody's grant on the active tenant itself. Throws `not_found` for whom no grant reaches it, `conflict` for whose rights come from above:
 * they are changed there.
 */
export async function heldGrant(ctx: Ctx, userId: string): Promise<Held> {
  const grant = await ownGrant(ctx.env, ctx.tenant.id, userId);
  if (grant !== undefined) return { grant, stored: await storedOf(ctx, grant) };
  const above = (await memberGrants(ctx.env, ctx.tenant, { platform: true })).some(({ id }) => id === userId);
  if (!above) throw new TrellisError("not_found");
  const message = "This person's rights come from above this account, and are changed there.";
  throw new TrellisError("conflict", { message });
}

async function storedOf(ctx: Ctx, { role, customRole, assignedOnly }: MemberGrantRow): Promise<Granted> {
  if (customRole === null) return { role, customRole: null, assignedOnly };
  const found = (await usableRoles(ctx.env, ctx.tenant)).find(({ id }) => id === customRole.id);
  return { role, customRole: { tenantId: found?.tenantId ?? ctx.tenant.id, id: customRole.id }, assignedOnly };
}

/** Somebody with all that reaches the active tenant. Throws `not_found`. */
export async function memberById(ctx: Ctx, userId: string): Promise<Member> {
  const grants = await memberGrants(ctx.env, ctx.tenant, { platform: true });
  const [member] = membersOf(grants.filter(({ id }) => id === userId));
  if (member === undefined) throw new TrellisError("not_found");
  return member;
}

/** What the audit log keeps of a grant. */
export function grantTrail({
  role,
  customRole,
  assignedOnly,
}: Pick<MemberGrantRow, "role" | "customRole" | "assignedOnly">) {
  return { role, ...(customRole === null ? {} : { customRole: customRole.name }), assignedOnly };
}
