import { z } from "zod";
import type { ModuleManifest } from "../../../modules/module.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { Entitlement, Module } from "../../../schema/contracts/modules.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { credentialsSchema } from "../../../schema/manifest/credentials-schema.ts";
import { integrationOfModule } from "../../db/integrations.ts";
import type { Env } from "../../env.ts";
import type { Ctx } from "../ctx.ts";
import { entitlementOf } from "./entitled.ts";
import { type Offer, offerOfModule, offersOf } from "./offers.ts";

/** The marketplace as this account may see it, in the platform's order. Throws `forbidden`. */
export async function listModules(ctx: Ctx): Promise<Module[]> {
  requireCapability(ctx.actor, "viewSettings");
  const shown = await Promise.all((await offersOf(ctx.env)).map((offer) => shownModule(ctx, offer)));
  return shown.filter((module) => module !== undefined);
}

/** One module as this account may see it. Throws `forbidden`, `not_found`. */
export async function getModule(ctx: Ctx, slug: string): Promise<Module> {
  requireCapability(ctx.actor, "viewSettings");
  const offer = await offerOfModule(ctx.env, slug);
  const module = offer && (await shownModule(ctx, offer));
  if (module === undefined) throw new TrellisError("not_found");
  return module;
}

/** Whether this installation offers the module in test mode. */
export function offersSandbox(env: Env, manifest: ModuleManifest): boolean {
  return manifest.sandbox && env.TRELLIS_SANDBOX === "1";
}

/** What is withdrawn is shown to those who have it installed, and to nobody else. */
async function shownModule(ctx: Ctx, offer: Offer): Promise<Module | undefined> {
  const entitlement = entitlementOf(ctx.tenant, offer);
  const gone = entitlement === "withdrawn" && !(await integrationOfModule(ctx.db, offer.manifest.slug));
  return gone ? undefined : moduleDocument(ctx.env, offer, entitlement);
}

function moduleDocument(env: Env, { manifest, plans, price }: Offer, entitlement: Entitlement): Module {
  const { config, media: _media, ...said } = manifest;
  return {
    ...said,
    plans,
    price,
    config: z.toJSONSchema(config, { io: "input" }),
    credentials: credentialsSchema(manifest.requirements),
    sandbox: offersSandbox(env, manifest),
    entitlement,
  };
}
