import type { Credentials, ModuleManifest } from "../../../modules/module.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { InstallModule, Integration } from "../../../schema/contracts/integrations.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { insertIntegration, integrationsOf, putCredential } from "../../db/integrations.ts";
import type { Ctx } from "../ctx.ts";
import { heldOf } from "../module-access/access.ts";
import { requireEntitled } from "../modules/entitled.ts";
import { offersSandbox } from "../modules/list.ts";
import { offerOfModule } from "../modules/offers.ts";
import { provisionProvider } from "../sandbox/built-in-provider.ts";
import { checkWithProvider, stateAfter } from "./check.ts";
import { claimStatements } from "./claims.ts";
import { commitIntegration } from "./commit.ts";
import { requireDependencies } from "./dependencies.ts";
import { getIntegration } from "./get.ts";
import { readConfig } from "./read-config.ts";
import { readCredentials } from "./read-credentials.ts";
import { sealForControl } from "./seal.ts";

/**
 * Installs a module: checked against its manifest, then with the provider, and only then are the ids it routes by claimed. Credentials the
 * provider refuses install all the same, in state `error` with the reason and holding no id, so that they can be corrected in place.
 * Throws `forbidden`, `not_found` (not offered), `plan_limit`, `invalid`, `conflict` (installed already, or what it needs is not), `outside_id_taken` (nothing is stored then).
 */
export async function installModule(ctx: Ctx, input: InstallModule): Promise<Integration> {
  requireCapability(ctx.actor, "manageModules");
  const offer = await offerOfModule(ctx.env, input.module);
  if (offer === undefined)
    throw new TrellisError("invalid", { message: "There is no module of that name.", field: "module" });
  requireEntitled(ctx.tenant, offer, await heldOf(ctx.env, ctx.db, ctx.tenant.id, input.module));
  const { manifest } = offer;
  const config = readConfig(manifest, input.config);
  const given = input.sandbox
    ? refuseSandboxFaults(ctx, manifest, input)
    : readCredentials(manifest, input.credentials);
  const installed = await integrationsOf(ctx.db);
  if (installed.some(({ module }) => module === manifest.slug)) {
    throw new TrellisError("conflict", { message: `${manifest.name} is already installed here.`, field: "module" });
  }
  requireDependencies(manifest, installed);

  const id = newId("integration");
  const credentials = given ?? (await provisionProvider(ctx, manifest, id));
  const { now } = ctx;
  const verification = await checkWithProvider(ctx.env, manifest, { id, sandbox: input.sandbox, credentials, now });
  const { health, details, proven } = verification;
  const state = stateAfter(verification);
  const sealed = await sealForControl(
    ctx.env,
    { tenantId: ctx.tenant.id, module: manifest.slug, id },
    credentials,
    now,
  );
  const fields = Object.keys(credentials);

  await commitIntegration(ctx, {
    integrationId: id,
    version: 1,
    writes: [
      insertIntegration(ctx.db, {
        id,
        module: manifest.slug,
        version: manifest.version,
        state,
        health,
        config,
        ownConfig: input.config,
        deployed: null,
        details,
        sandbox: input.sandbox,
        pinned: false,
        desiredVersion: 1,
        appliedVersion: 0,
        createdAt: now,
        updatedAt: now,
      }),
      ...sealed.map((row) => putCredential(ctx.db, row)),
      ...(await claimStatements(ctx, id, credentials, proven)),
    ],
    audit: {
      action: "integration.installed",
      after: {
        module: manifest.slug,
        version: manifest.version,
        state,
        health,
        config,
        sandbox: input.sandbox,
        fields,
      },
    },
  });
  return getIntegration(ctx, id);
}

/** A test-mode install brings nothing: the built-in provider makes its credentials. */
function refuseSandboxFaults(ctx: Ctx, manifest: ModuleManifest, input: InstallModule): Credentials | undefined {
  if (!offersSandbox(ctx.env, manifest)) {
    throw new TrellisError("invalid", {
      message: `${manifest.name} is not offered in test mode here.`,
      field: "sandbox",
    });
  }
  if (Object.keys(input.credentials).length > 0) {
    throw new TrellisError("invalid", {
      message: "In test mode the credentials are made for you: leave them out.",
      field: "credentials",
    });
  }
  return undefined;
}
