import { manifestOf } from "../../../modules/catalog.ts";
import type { Deployment, DeploymentStatus, TargetCounts } from "../../../schema/contracts/deployments.ts";
import type { DeploymentCredentialRow, DeploymentRow } from "../../../schema/control-plane/index.ts";
import { TARGET_STATES } from "../../../schema/deployments.ts";
import { sharedCredentialsOf, targetCounts } from "../../db/deployments.ts";
import type { AccountCtx } from "../ctx.ts";
import { secretsOf } from "../integrations/seal.ts";
import { openShared } from "./seal-shared.ts";

/** A deployment as the API shows it, with where its targets stand at this moment. */
export async function deploymentDocument(ctx: AccountCtx, row: DeploymentRow): Promise<Deployment> {
  const [tally, shared] = await Promise.all([targetCounts(ctx.db, row.id), sharedCredentialsOf(ctx.db, row.id)]);
  const counts = Object.fromEntries(TARGET_STATES.map((state) => [state, tally.get(state) ?? 0])) as TargetCounts;
  const { id, module, deployTo, includeFuture, credentialMode, allowCustomize, sandbox, config, revision } = row;
  return {
    id,
    module,
    deployTo,
    includeFuture,
    credentialMode,
    allowCustomize,
    sandbox,
    config,
    credentials: await sharedDocument(ctx, row, shared),
    status: statusOf(row, counts),
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
    done: counts.connected + counts.pending + counts.disabled + counts.kept + counts.removed,
    failed: counts.failed,
    counts,
    revision,
    createdBy: row.createdByName,
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}

/** What people decided, or that there is nothing left to do. */
function statusOf({ state }: DeploymentRow, counts: TargetCounts): DeploymentStatus {
  if (counts.waiting > 0) return state;
  if (state === "running") return "done";
  return state === "removing" && counts.failed === 0 ? "removed" : state;
}

async function sharedDocument(
  ctx: AccountCtx,
  { tenantId, module, id, credentialMode, sandbox }: DeploymentRow,
  rows: readonly DeploymentCredentialRow[],
): Promise<Deployment["credentials"]> {
  if (credentialMode === "byo" || sandbox) return {};
  const secret = secretsOf(module);
  const open = await openShared(
    ctx.env,
    { tenantId, module, id },
    rows.filter(({ field }) => !secret(field)),
  );
  const fields = manifestOf(module)?.requirements.flatMap(({ name, sharing }) =>
    sharing === "shareable" ? [name] : [],
  );
  const documents = (fields ?? rows.map(({ field }) => field)).map((field) => {
    const stored = rows.find((candidate) => candidate.field === field);
    const value = open[field];
    const shown = { set: stored !== undefined, hint: stored?.hint ?? "", ...(value === undefined ? {} : { value }) };
    return [field, shown] as const;
  });
  return Object.fromEntries(documents);
}
