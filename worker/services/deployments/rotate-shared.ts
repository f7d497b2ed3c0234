import { requireCapability } from "../../../schema/actor.ts";
import type { Deployment, RotateShared } from "../../../schema/contracts/deployments.ts";
import { TrellisError } from "../../../schema/errors.ts";
import {
  deleteSharedCredentials,
  moveTargets,
  putSharedCredential,
  sharedCredentialsOf,
} from "../../db/deployments.ts";
import type { Ctx } from "../ctx.ts";
import { changeDeployment, requireState } from "./change-deployment.ts";
import { checkShared } from "./check-shared.ts";
import { findDeployment, manifestOfDeployment } from "./find.ts";
import { readShared } from "./read-shared.ts";
import { openShared, sealShared } from "./seal-shared.ts";
import { HOLDING } from "./update.ts";

/**
 * Replaces credentials that the clients of a deployment share, once for all: every account is given them, verified with its provider, and
 * acknowledges. What the provider refuses here is not stored, and the old ones stay in force. Throws `forbidden`, `not_found`, `invalid` (also
 * where nothing is shared), `conflict`.
 */
export async function rotateShared(ctx: Ctx, id: string, input: RotateShared): Promise<Deployment> {
  requireCapability(ctx.actor, "deploy");
  const row = await findDeployment(ctx, id);
  requireState(row, ["running", "paused", "cancelled"], "It is being taken back.");
  if (row.credentialMode === "byo" || row.sandbox)
    throw new TrellisError("invalid", { message: "This deployment shares no credentials.", field: "credentials" });
  const manifest = manifestOfDeployment(row);
  const owner = { tenantId: ctx.tenant.id, module: row.module, id };
  const stored = await sharedCredentialsOf(ctx.db, id);
  const current = await openShared(ctx.env, owner, stored);
  const { credentialMode, sandbox } = row;
  const credentials = readShared(manifest, { credentials: input.credentials, credentialMode, sandbox }, current);
  const given = Object.keys(input.credentials);
  await checkShared(ctx.env, manifest, { id, credentials, given, now: ctx.now });
  const changed = given.filter((field) => credentials[field] !== current[field]);
  const put = Object.fromEntries(Object.entries(credentials).filter(([field]) => changed.includes(field)));
  const sealed = await sealShared(ctx.env, owner, put, ctx.now);
  const cleared = stored.filter(({ field }) => !Object.hasOwn(credentials, field));
  return changeDeployment(ctx, row, {
    set: { revision: row.revision + 1 },
    writes: [
      ...sealed.map((one) => putSharedCredential(ctx.db, one)),
      ...cleared.map(({ field }) => deleteSharedCredentials(ctx.db, id, field)),
      moveTargets(ctx.db, id, HOLDING, { state: "waiting", updatedAt: ctx.now }),
    ],
    spreads: true,
    audit: { action: "deployment.credentials_rotated", after: { fields: changed, revision: row.revision + 1 } },
  });
}
