import { authorOf, requireCapability } from "../../../schema/actor.ts";
import type { ModuleAccess } from "../../../schema/contracts/module-access.ts";
import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { deleteGrant, putGrant } from "../../db/module-grants.ts";
import { requestOf, settleRequest } from "../../directory/module-requests.ts";
import type { Ctx } from "../ctx.ts";
import { watchOffered } from "../concierge/watch-offered.ts";
import { isPlanned } from "../modules/entitled.ts";
import { type Offer, offerOfModule } from "../modules/offers.ts";
import { childOf, logOf } from "../tenants/life/child.ts";
import { accessDocument, heldOf } from "./access.ts";
import { sourceOf } from "./source.ts";

/**
 * Gives an account right below the active one a module that its plan does not include, in the name of the agency or the platform; what it asked
 * for is granted with it. The same again changes nothing. Throws `forbidden`, `not_found` (the account, or a module that is not offered).
 */
export async function grantModule(over: Ctx, accountId: string, slug: string): Promise<ModuleAccess> {
  const { account, offer } = await grantable(over, accountId, slug);
  if (offer.hidden) throw new TrellisError("not_found");
  const db = logOf(over, account.id);
  const { id: grantedBy, name: grantedByName } = authorOf(over.actor);
  const [source, held] = await Promise.all([sourceOf(over), heldOf(over.env, db, account.id, slug)]);
  if (held.grants.some((grant) => grant.source === source)) return accessDocument(isPlanned(account, offer), held);
  const request = await requestOf(over.env, account.id, slug);
  const settled = { state: "approved", reason: null, decidedByName: grantedByName, decidedAt: over.now } as const;
  const offered = await watchOffered({ env: over.env, db, tenant: account }, over.now);
  const audit = {
    action: "module.granted",
    entity: "module",
    entityId: slug,
    after: { account: account.id, source },
  } as const;
  await db.commit({
    writes: [
      putGrant(db, { module: slug, source, grantedBy, grantedByName, grantedAt: over.now }),
      ...(request?.open === true ? [settleRequest(over.env, request, settled)] : []),
      ...offered.writes,
    ],
    audit,
    also: [{ db: over.db, audit }],
  });
  over.waitUntil(offered.tell());
  return accessDocument(isPlanned(account, offer), await heldOf(over.env, db, account.id, slug));
}

/**
 * Takes back what the agency, or the platform, gave: each its own. What is installed stays installed and can be looked after. What it was not
 * given stays so. Throws `forbidden`, `not_found`.
 */
export async function revokeModule(over: Ctx, accountId: string, slug: string): Promise<ModuleAccess> {
  const { account, offer } = await grantable(over, accountId, slug);
  const db = logOf(over, account.id);
  const source = await sourceOf(over);
  const audit = {
    action: "module.grant_revoked",
    entity: "module",
    entityId: slug,
    before: { account: account.id, source },
  } as const;
  const held = await heldOf(over.env, db, account.id, slug);
  if (held.grants.some((grant) => grant.source === source)) {
    await db.commit({ writes: [deleteGrant(db, { module: slug, source })], audit, also: [{ db: over.db, audit }] });
  }
  return accessDocument(isPlanned(account, offer), await heldOf(over.env, db, account.id, slug));
}

async function grantable(over: Ctx, accountId: string, slug: string): Promise<{ account: TenantRow; offer: Offer }> {
  requireCapability(over.actor, "manageModules");
  const account = await childOf(over, accountId);
  const offer = await offerOfModule(over.env, slug);
  if (offer === undefined || account.deletedAt !== null) throw new TrellisError("not_found");
  return { account, offer };
}
