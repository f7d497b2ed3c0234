import type { SessionRef } from "../../../schema/concierge/host.ts";
import type { SystemActor } from "../../../schema/actor.ts";
import type { ModuleProgress } from "../../../schema/contracts/concierge.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { tenantById } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";
import { readAccount, standOf } from "./stand.ts";

/** How every module of a session stands right now. It is the product's own look, and needs nobody's rights. Throws `not_found`. */
export async function progress(env: Env, session: SessionRef): Promise<ModuleProgress[]> {
  const tenant = await tenantById(env, session.tenantId);
  if (tenant === undefined) throw new TrellisError("not_found");
  const actor: SystemActor = { kind: "system", tenantId: tenant.id, via: "concierge", requestId: session.sessionId };
  return standOf(await readAccount({ env, db: new ScopedDb(env, actor), tenant }), session);
}
