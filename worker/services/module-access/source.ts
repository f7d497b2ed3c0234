import { isTrellisError } from "../../../schema/errors.ts";
import type { GrantSource } from "../../../schema/module-access.ts";
import { platformTenant } from "../../directory/tenants.ts";
import type { Ctx } from "../ctx.ts";

/** In whose name somebody gives a module to an account below: the platform's where they are one of its people, else the agency's. */
export async function sourceOf(over: Pick<Ctx, "env" | "tenant" | "enter">): Promise<GrantSource> {
  if (over.tenant.type === "platform") return "platform";
  const platform = await platformTenant(over.env);
  if (platform === undefined) return "agency";
  try {
    await over.enter(platform.id);
    return "platform";
  } catch (error) {
    if (isTrellisError(error) && error.code === "not_found") return "agency";
    throw error;
  }
}
