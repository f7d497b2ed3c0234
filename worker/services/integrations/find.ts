import { manifestOf } from "../../../modules/catalog.ts";
import type { Credentials, ModuleManifest } from "../../../modules/module.ts";
import type { CredentialRow, IntegrationRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { credentialsOf, integrationById } from "../../db/integrations.ts";
import type { AccountCtx } from "../ctx.ts";
import { openReadable } from "./seal.ts";

/** The integration and its sealed values. Throws `not_found`. */
export async function findIntegration(
  ctx: AccountCtx,
  id: string,
): Promise<{ row: IntegrationRow; sealed: CredentialRow[] }> {
  const row = await integrationById(ctx.db, id);
  if (row === undefined) throw new TrellisError("not_found");
  return { row, sealed: await credentialsOf(ctx.db, id) };
}

/** An integration laid open for a verb that works on it. */
export interface OpenIntegration {
  row: IntegrationRow;
  manifest: ModuleManifest;
  credentials: Credentials;
  /** Every field there is a value of; those missing from `credentials` do not open any more. */
  stored: readonly string[];
  /** Those of them that are the agency's own. */
  shared: readonly string[];
}

/** The same with its manifest and its credentials opened. Throws `not_found`, and `unavailable` for a module this version does not have. */
export async function openIntegration(ctx: AccountCtx, id: string): Promise<OpenIntegration> {
  const { row, sealed } = await findIntegration(ctx, id);
  const manifest = manifestOf(row.module);
  if (manifest === undefined)
    throw new TrellisError("unavailable", { message: "This version of the product does not have that module." });
  const stored = sealed.map(({ field }) => field);
  const shared = sealed.filter((one) => one.shared).map(({ field }) => field);
  return { row, manifest, credentials: await openReadable(ctx.env, row, sealed), stored, shared };
}
