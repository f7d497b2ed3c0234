import type { OpenImpersonation } from "../../../schema/contracts/impersonations.ts";
import { openImpersonations } from "../../directory/impersonations.ts";
import type { Ctx } from "../ctx.ts";
import { openImpersonationDocument } from "./document.ts";

/** Who looks at the account through somebody's eyes right now. Everyone in it may know. */
export async function listOpenImpersonations(ctx: Ctx): Promise<OpenImpersonation[]> {
  return (await openImpersonations(ctx.env, ctx.tenant.id, ctx.now)).map(openImpersonationDocument);
}
