import { manifestOf } from "../../../modules/catalog.ts";
import type { Credentials, ModuleManifest } from "../../../modules/module.ts";
import type { CredentialRow, IntegrationRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { credentialsOf, integrationById } from "../../db/integrations.ts";
import type { Ctx } from "../ctx.ts";
import { openCredentials } from "./seal.ts";

/** The integration and its sealed values. Throws `not_found`. */
export async function findIntegration(ctx: Ctx, id: string): Promise<{ row: IntegrationRow; sealed: CredentialRow[] }> {
  const row = await integrationById(ctx.db, id);
  if (row === undefined) throw new TrellisError("not_found");
  return { row, sealed: await credentialsOf(ctx.db, id) };
}

/** The same with its manifest and its credentials opened, for a verb that needs them. Throws `not_found`, `unavailable`. */
export async function openIntegration(
  ctx: Ctx,
  id: string,
): Promise<{ row: IntegrationRow; manifest: ModuleManifest; credentials: Credentials }> {
  const { row, sealed } = await findIntegration(ctx, id);
  const manifest = manifestOf(row.module);
  if (manifest === undefined)
    throw new TrellisError("unavailable", { message: "This version of the product does not have that module." });
  return { row, manifest, credentials: await openCredentials(ctx.env, row, sealed) };
}
