import type { Affected } from "../../../../schema/contracts/tenants.ts";
import { integrationsOf } from "../../../db/integrations.ts";
import { homelessWithout } from "../../../directory/erase-people.ts";
import { weightOf } from "../../../directory/tenants.ts";
import type { Ctx } from "../../ctx.ts";
import { childOf, logOf } from "./child.ts";

/** Whom and what an act on a tenant below the active one concerns. Throws `not_found`. */
export async function affectedBy(over: Ctx, id: string): Promise<Affected> {
  const child = await childOf(over, id);
  const [weight, installed, homeless] = await Promise.all([
    weightOf(over.env, child),
    integrationsOf(logOf(over, id)),
    homelessWithout(over.env, id),
  ]);
  return { ...weight, integrations: installed.length, homeless };
}
