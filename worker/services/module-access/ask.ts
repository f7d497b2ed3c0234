import { authorOf, requireCapability } from "../../../schema/actor.ts";
import type { RequestModule } from "../../../schema/contracts/module-access.ts";
import type { Module } from "../../../schema/contracts/modules.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { mustChange } from "../../db/scoped.ts";
import { askFor } from "../../directory/module-requests.ts";
import { tenantById } from "../../directory/tenants.ts";
import type { Ctx } from "../ctx.ts";
import { entitlementOf } from "../modules/entitled.ts";
import { getModule } from "../modules/list.ts";
import { offerOfModule } from "../modules/offers.ts";
import { heldOf } from "./access.ts";
import { mailsOfRequest } from "./letters.ts";

/**
 * Asks whoever stands above the account for a module that its plan does not include, and writes to them. Answers the module as it stands
 * then. Throws `forbidden`, `not_found` (not offered), `conflict` (may be installed already, or is asked for already).
 */
export async function askForModule(ctx: Ctx, slug: string, { note }: RequestModule): Promise<Module> {
  requireCapability(ctx.actor, "manageModules");
  const { tenant, now } = ctx;
  const offer = await offerOfModule(ctx.env, slug);
  const entitlement = offer && entitlementOf(tenant, offer, await heldOf(ctx.env, ctx.db, tenant.id, slug));
  if (offer === undefined || entitlement === "withdrawn") throw new TrellisError("not_found");
  const { name } = offer.manifest;
  if (entitlement === "entitled")
    throw new TrellisError("conflict", { message: `${name} can be installed here: there is nothing to ask for.` });
  const decider = tenant.parentId === null ? undefined : await tenantById(ctx.env, tenant.parentId);
  if (decider === undefined) throw new TrellisError("not_found");

  const { id: askedBy, name: askedByName } = authorOf(ctx.actor);
  const asked = { tenantId: tenant.id, module: slug, deciderId: decider.id, note: note || null, askedBy, askedByName };
  const mails = await mailsOfRequest(ctx, { decider, module: name, askedByName, note: asked.note });
  await ctx.db.commit({
    writes: [mustChange(askFor({ ...asked, askedAt: now })), ...mails.map(({ write }) => write)],
    audit: {
      action: "module.requested",
      entity: "module",
      entityId: slug,
      after: { note: asked.note, of: decider.id },
    },
    otherwise: new TrellisError("conflict", { message: `${name} is asked for already, and waits for an answer.` }),
  });
  for (const mail of mails) ctx.waitUntil(mail.send());
  return getModule(ctx, slug);
}
