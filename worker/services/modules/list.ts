import { z } from "zod";
import type { ModuleManifest } from "../../../modules/module.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { Entitlement, Module } from "../../../schema/contracts/modules.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { credentialsSchema } from "../../../schema/manifest/credentials-schema.ts";
import { integrationOfModule } from "../../db/integrations.ts";
import type { Env } from "../../env.ts";
import type { Ctx } from "../ctx.ts";
import { accessDocument, type Held, heldOf, heldOfAll } from "../module-access/access.ts";
import { entitlementOf, isPlanned } from "./entitled.ts";
import { type Offer, offerOfModule, offersOf } from "./offers.ts";

/** The marketplace as this account may see it, in the platform's order. Throws `forbidden`. */
export async function listModules(ctx: Ctx): Promise<Module[]> {
  requireCapability(ctx.actor, "viewSettings");
  const [offers, held] = await Promise.all([offersOf(ctx.env), heldOfAll(ctx.env, ctx.db, ctx.tenant.id)]);
  const shown = await Promise.all(offers.map((offer) => shownModule(ctx, offer, held(offer.manifest.slug))));
  return shown.filter((module) => module !== undefined);
}

/** One module as this account may see it. Throws `forbidden`, `not_found`. */
export async function getModule(ctx: Ctx, slug: string): Promise<Module> {
  requireCapability(ctx.actor, "viewSettings");
  const offer = await offerOfModule(ctx.env, slug);
  const module = offer && (await shownModule(ctx, offer, await heldOf(ctx.env, ctx.db, ctx.tenant.id, slug)));
  if (module === undefined) throw new TrellisError("not_found");
  return module;
}

/** Whether this installation offers the module in test mode. */
export function offersSandbox(env: Env, manifest: ModuleManifest): boolean {
  return manifest.sandbox && env.TRELLIS_SANDBOX === "1";
}

/** What is withdrawn is shown to those who have it installed, and to nobody else. */
async function shownModule(ctx: Ctx, offer: Offer, held: Held): Promise<Module | undefined> {
  const entitlement = entitlementOf(ctx.tenant, offer, held);
  const gone = entitlement === "withdrawn" && !(await integrationOfModule(ctx.db, offer.manifest.slug));
  return gone ? undefined : moduleDocument(ctx, offer, { entitlement, held });
}

function moduleDocument(
  { env, tenant }: Ctx,
  offer: Offer,
  { entitlement, held }: { entitlement: Entitlement; held: Held },
): Module {
  const { manifest, plans, price } = offer;
  const { config, media: _media, ...said } = manifest;
  return {
    ...said,
    plans,
    price,
    config: z.toJSONSchema(config, { io: "input" }),
    credentials: credentialsSchema(manifest.requirements),
    sandbox: offersSandbox(env, manifest),
    entitlement,
    access: accessDocument(isPlanned(tenant, offer), held),
  };
}
