import { TrellisError } from "../../../schema/errors.ts";
import { type UsableRole, usableRoles } from "../../directory/usable-roles.ts";
import type { Ctx } from "../ctx.ts";

/** A custom role that the active tenant made. Throws `not_found`, `forbidden` for one made above it. */
export async function ownRole(ctx: Ctx, id: string): Promise<UsableRole> {
  const role = (await usableRoles(ctx.env, ctx.tenant)).find((one) => one.id === id);
  if (role === undefined) throw new TrellisError("not_found");
  if (role.of === "account") return role;
  throw new TrellisError("forbidden", { message: "This role was made above this account, and is changed there." });
}
