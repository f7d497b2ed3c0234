import type { Credentials, ModuleManifest } from "../../../modules/module.ts";
import type { CreateDeployment } from "../../../schema/contracts/deployments.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Clients } from "../../directory/deployment-accounts.ts";
import type { Ctx } from "../ctx.ts";
import { offersSandbox } from "../modules/list.ts";
import { offerOfModule } from "../modules/offers.ts";
import { readAgencyConfig } from "./read-agency-config.ts";
import { readClients } from "./read-clients.ts";
import { readShared } from "./read-shared.ts";

/** What a request for a deployment comes to, checked. */
export interface Plan {
  manifest: ModuleManifest;
  config: Record<string, unknown>;
  credentials: Credentials;
  clients: Clients;
}

/** Checks what is to be deployed, and to whom. Throws `invalid`. */
export async function planDeployment(ctx: Ctx, input: CreateDeployment): Promise<Plan> {
  const offer = await offerOfModule(ctx.env, input.module);
  if (offer === undefined || offer.hidden)
    throw new TrellisError("invalid", { message: "There is no module of that name.", field: "module" });
  const { manifest } = offer;
  if (input.sandbox && !offersSandbox(ctx.env, manifest))
    throw new TrellisError("invalid", {
      message: `${manifest.name} is not offered in test mode here.`,
      field: "sandbox",
    });
  return {
    manifest,
    config: readAgencyConfig(manifest, input.config),
    credentials: readShared(manifest, input),
    clients: await readClients(ctx, input),
  };
}
