import type { Credentials, ModuleManifest, Verification } from "../../../modules/module.ts";
import type { HealthCause } from "../../../schema/contracts/integrations.ts";
import type { DeploymentRow, DeploymentTargetRow, IntegrationRow } from "../../../schema/control-plane/index.ts";
import type { Deployed } from "../../../schema/deployments.ts";
import { newId } from "../../../schema/ids.ts";
import { endTurn, settleTarget, sharedCredentialsOf } from "../../db/deployments.ts";
import {
  credentialsOf,
  deleteCredential,
  insertIntegration,
  putCredential,
  updateIntegration,
} from "../../db/integrations.ts";
import { mustChange, type ScopedDb, type Statement } from "../../db/scoped.ts";
import type { AccountCtx } from "../ctx.ts";
import { checkWithProvider, stateAfter } from "../integrations/check.ts";
import { tellConcierge } from "../concierge/tell-concierge.ts";
import { claimStatements } from "../integrations/claims.ts";
import { commitIntegration } from "../integrations/commit.ts";
import { effectiveConfig } from "../integrations/effective-config.ts";
import { openReadable, sealForControl } from "../integrations/seal.ts";
import { waiting, waitsFor } from "../integrations/waits-for.ts";
import { provisionProvider } from "../sandbox/built-in-provider.ts";
import type { TurnOutcome } from "./end-turn.ts";
import { openShared } from "./seal-shared.ts";
import { outcomeOf } from "./tell-deployment.ts";

/** Tries against trouble that passes by itself, and how long after each. */
const TRIES_MAX = 6;
const FIRST_PAUSE_SECONDS = 10;

interface Turn {
  deployment: DeploymentRow;
  target: DeploymentTargetRow;
  manifest: ModuleManifest;
  /** The integration that is there, of this deployment or an earlier one. */
  row: IntegrationRow | undefined;
}

/**
 * Gives an account what a deployment says: settings, and the credentials that are shared, laid over what the client brought. Asked for by one
 * batch with the end of the target's turn. What lacks something of the client's own becomes `pending` and asks no provider. Throws `conflict`
 * where the turn or the integration was changed meanwhile, `outside_id_taken`, `invalid` for settings the module does not take.
 */
export async function deployTo(ctx: AccountCtx, db: ScopedDb, turn: Turn): Promise<TurnOutcome> {
  const { deployment, target, manifest, row } = turn;
  const { now } = ctx;
  const id = row?.id ?? newId("integration");
  const deployed = deployedOf(turn);
  const ownConfig = row?.ownConfig ?? {};
  const config = effectiveConfig(manifest, { ownConfig, deployed });
  const given = await credentialsFor(ctx, db, turn, id);
  const { values, shared } = given;

  const missing = waitsFor(manifest, values);
  const verification =
    missing.length > 0
      ? { health: waiting(missing, now), proven: [], details: row?.details ?? {} }
      : await checkWithProvider(ctx.env, manifest, { id, sandbox: deployment.sandbox, credentials: values, now });
  if (passes(verification) && target.attempts + 1 < TRIES_MAX) return tryAgain(db, target, verification, now);
  const { health, proven, details } = verification;
  const state = row?.state === "disabled" ? "disabled" : missing.length > 0 ? "pending" : stateAfter(verification);
  const version = (row?.desiredVersion ?? 0) + 1;
  const set = { state, health, details, config, ownConfig, deployed, updatedAt: now };

  await commitIntegration(ctx, {
    integrationId: id,
    version,
    writes: [
      row === undefined
        ? insertIntegration(ctx.db, { ...fresh(turn, id, now), ...set, desiredVersion: version })
        : mustChange(
            updateIntegration(ctx.db, { id, version: row.desiredVersion }, { ...set, desiredVersion: version }),
          ),
      ...(await credentialWrites(ctx, id, turn, given)),
      ...(await claimStatements(ctx, id, values, proven)),
      ...takenOver(db, turn),
      mustChange(
        endTurn(
          db,
          { id: target.id, revision: deployment.revision },
          {
            ...outcomeOf({ state, health }),
            revision: deployment.revision,
            integrationId: id,
            updatedAt: now,
          },
        ),
      ),
    ],
    audit: {
      action: "integration.deployed",
      ...(row === undefined ? {} : { before: { state: row.state, config: row.config } }),
      after: {
        module: manifest.slug,
        state,
        health,
        config,
        fields: shared,
        deployment: deployment.id,
        revision: deployment.revision,
        by: deployment.createdByName,
      },
    },
  });
  if (state === "pending")
    await tellConcierge(ctx.env, ctx.tenant.id, {
      added: [manifest.slug],
      reason: `Your agency added ${manifest.name}: it waits for values of yours.`,
    });
  return "over";
}

function deployedOf({ deployment, target }: Turn): Deployed {
  const { tenantId, id, revision, config, allowCustomize, credentialMode } = deployment;
  return { agency: tenantId, deployment: id, target: target.id, revision, config, allowCustomize, credentialMode };
}

interface Given {
  /** Everything that goes to the provider. */
  values: Credentials;
  /** Fields of it that are the agency's, or made for a test-mode install: to be stored. */
  stored: readonly string[];
  shared: readonly string[];
  /** Fields the agency shared before and does no more. */
  dropped: readonly string[];
}

async function credentialsFor(
  ctx: AccountCtx,
  db: ScopedDb,
  { deployment, manifest, row }: Turn,
  id: string,
): Promise<Given> {
  if (deployment.sandbox) {
    const rows = await credentialsOf(ctx.db, id);
    if (row !== undefined && rows.length > 0)
      return { values: await openReadable(ctx.env, row, rows), stored: [], shared: [], dropped: [] };
    const values = await provisionProvider(ctx, manifest, id);
    return { values, stored: Object.keys(values), shared: [], dropped: [] };
  }
  const rows = row === undefined ? [] : await credentialsOf(ctx.db, id);
  const own =
    row === undefined
      ? {}
      : await openReadable(
          ctx.env,
          row,
          rows.filter((one) => !one.shared),
        );
  const sealed = deployment.credentialMode === "shared" ? await sharedCredentialsOf(db, deployment.id) : [];
  const { tenantId, module, id: deploymentId } = deployment;
  const owner = { tenantId, module, id: deploymentId };
  const agencys = await openShared(ctx.env, owner, sealed);
  const shared = Object.keys(agencys);
  const dropped = rows.filter((one) => one.shared && !shared.includes(one.field)).map(({ field }) => field);
  return { values: { ...own, ...agencys }, stored: shared, shared, dropped };
}

async function credentialWrites(
  ctx: AccountCtx,
  id: string,
  { manifest }: Turn,
  { values, stored, shared, dropped }: Given,
): Promise<Statement[]> {
  const owner = { tenantId: ctx.tenant.id, module: manifest.slug, id };
  const put = Object.fromEntries(Object.entries(values).filter(([field]) => stored.includes(field)));
  const sealed = await sealForControl(ctx.env, owner, put, ctx.now);
  return [
    ...dropped.map((field) => deleteCredential(ctx.db, id, field)),
    ...sealed.map((one) => putCredential(ctx.db, { ...one, shared: shared.includes(one.field) })),
  ];
}

/** The deployment that looked after it so far hears that it does no more. */
function takenOver(db: ScopedDb, { deployment, row }: Turn): Statement[] {
  const before = row?.deployed;
  if (!before || before.deployment === deployment.id || before.agency !== deployment.tenantId) return [];
  return [
    settleTarget(db, before.target, { state: "kept", reason: "A later deployment looks after it there.", fix: null }),
  ];
}

function fresh({ manifest, deployment }: Turn, id: string, now: number) {
  return {
    id,
    module: manifest.slug,
    version: manifest.version,
    sandbox: deployment.sandbox,
    pinned: false,
    appliedVersion: 0,
    createdAt: now,
  };
}

const PASSING: ReadonlySet<HealthCause | undefined> = new Set(["rate_limited", "provider_down", "network"] as const);

/** Whether it is trouble that time mends. */
function passes({ health }: Verification): boolean {
  return !health.ok && PASSING.has(health.cause);
}

async function tryAgain(
  db: ScopedDb,
  { id, attempts }: DeploymentTargetRow,
  { health }: Verification,
  now: number,
): Promise<TurnOutcome> {
  const reason = `${health.reason ?? "The provider could not be asked."} It is tried again by itself.`;
  await db.bookkeep([endTurn(db, { id }, { attempts: attempts + 1, reason, fix: health.fix ?? null, updatedAt: now })]);
  return { againInSeconds: FIRST_PAUSE_SECONDS * 2 ** attempts };
}
