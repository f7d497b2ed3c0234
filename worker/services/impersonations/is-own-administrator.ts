import { grantsOfUser } from "../../directory/principals.ts";
import type { Ctx } from "../ctx.ts";

/** Whether the caller is a person with a grant to manage settings on this very account, and nobody who looks through their eyes. */
export async function isOwnAdministrator({ actor, env, tenant }: Ctx): Promise<boolean> {
  if (actor.kind !== "user" || actor.impersonator !== undefined) return false;
  const grants = await grantsOfUser(env, actor.userId);
  return grants.some(({ tenantId, capabilities }) => tenantId === tenant.id && capabilities.includes("manageSettings"));
}
