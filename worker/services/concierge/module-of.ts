import type { ModuleManifest } from "../../../modules/module.ts";
import type { IntegrationRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { integrationOfModule } from "../../db/integrations.ts";
import { type Offer, offerOfModule } from "../modules/offers.ts";
import type { Scene } from "./scene.ts";

/** A module of the session, and what the account has of it. */
export interface SessionModule {
  offer: Offer;
  manifest: ModuleManifest;
  row: IntegrationRow | undefined;
}

/** The module a call names. Throws `invalid` for one that the session is not about, whoever might install it elsewhere. */
export async function moduleOf({ ctx, session }: Scene, slug: string): Promise<SessionModule> {
  if (!session.modules.includes(slug)) throw new TrellisError("invalid", { message: NOT_HERE, field: "module" });
  const [offer, row] = await Promise.all([offerOfModule(ctx.env, slug), integrationOfModule(ctx.db, slug)]);
  if (offer === undefined) throw new TrellisError("invalid", { message: NOT_HERE, field: "module" });
  return { offer, manifest: offer.manifest, row };
}

/** The same where it has to be installed. Throws `invalid`. */
export async function installedModule(scene: Scene, slug: string): Promise<SessionModule & { row: IntegrationRow }> {
  const { offer, manifest, row } = await moduleOf(scene, slug);
  if (row === undefined)
    throw new TrellisError("invalid", { message: `${manifest.name} is not installed here yet.`, field: "module" });
  return { offer, manifest, row };
}

const NOT_HERE = "That module is not part of this session.";

/** A module as cards show it. */
export function aboutModule({ slug, name, icon }: ModuleManifest): { slug: string; name: string; icon: string } {
  return { slug, name, icon };
}
