import { agency, sandboxClaude, sandboxMeta, subAccount } from "../../../../durable-objects/stubs.ts";
import type { SystemActor } from "../../../../schema/actor.ts";
import type { PurgeRow, PurgeStep } from "../../../../schema/control-plane/index.ts";
import { isTrellisError } from "../../../../schema/errors.ts";
import { reasonOf } from "../../../../schema/reason-of.ts";
import { eraseTenantRows } from "../../../db/erase-tenant.ts";
import { mustChange, ScopedDb } from "../../../db/scoped.ts";
import { rehouseOrErase } from "../../../directory/erase-people.ts";
import { leaveTargets } from "../../../directory/deployment-accounts.ts";
import { leaveFleets } from "../../../directory/fleet-clients.ts";
import { advancePurge, postponePurge, purgeOf, purgesDue } from "../../../directory/purges.ts";
import { eraseQuarantineOf } from "../../../directory/quarantine.ts";
import { deleteTenantRow, platformTenant } from "../../../directory/tenants.ts";
import type { Env } from "../../../env.ts";
import { forgetTenants } from "../../../middleware/active-tenant.ts";
import { rememberedPrincipals } from "../../../middleware/remembered-principals.ts";
import { everySession } from "../../concierge/session-objects.ts";

/** Erasures taken up by one sweep. */
const SWEEP_MAX = 10;
/** How long after the last row what was on its way is looked for once more: longer than a file may take to be fetched. */
const AGAIN_AFTER_MS = 60 * 60_000;
const FILES_AT_ONCE = 1_000;

/** The sweep: takes every erasure that is due as far as it goes. One that fails is put off and holds up no other. Never throws for one. */
export async function runDuePurges(env: Env, now: number): Promise<void> {
  for (const { tenantId } of await purgesDue(env, now, SWEEP_MAX)) await runPurge(env, tenantId, now);
}

/**
 * Erases a tenant step by step: its object, its files, the provider's words, its people, then every row of the control plane in one batch with
 * the word in its parent's audit log. A process that dies leaves the step it was at, and each can be repeated from anywhere.
 */
export async function runPurge(env: Env, tenantId: string, now: number): Promise<void> {
  for (;;) {
    const purge = await purgeOf(env, tenantId);
    if (purge === undefined || purge.dueAt === null || purge.dueAt > now) return;
    try {
      await STEPS[purge.step](env, purge, now);
    } catch (error) {
      const { step, attempts } = purge;
      const reason = reasonOf(error);
      console.error(JSON.stringify({ level: "error", event: "purge_step_failed", tenantId, step, attempts, reason }));
      await postponePurge(env, purge, now);
      return;
    }
  }
}

type Step = (env: Env, purge: PurgeRow, now: number) => Promise<void>;

const STEPS: Record<PurgeStep, Step> = {
  object: then("media", eraseObjects),
  media: then("raw", (env, { tenantId }) => eraseFiles(env.MEDIA, `media/${tenantId}/`)),
  raw: then("people", eraseRaw),
  people: then("rows", async (env, { tenantId }, now) => {
    while (await rehouseOrErase(env, tenantId, now));
    rememberedPrincipals.clear();
  }),
  rows: eraseRows,
  again: async (env, purge, now) => {
    await eraseObjects(env, purge);
    await eraseFiles(env.MEDIA, `media/${purge.tenantId}/`);
    await eraseRaw(env, purge);
    await machinery(env, purge).bookkeep([advancePurge(env, purge, { step: "done", dueAt: null, finishedAt: now })]);
  },
  done: () => Promise.resolve(),
};

/** A step that is followed by another at once. */
function then(step: PurgeStep, work: Step): Step {
  return async (env, purge, now) => {
    await work(env, purge, now);
    await machinery(env, purge).bookkeep([advancePurge(env, purge, { step, dueAt: now })]);
  };
}

async function eraseObjects(env: Env, { tenantId, type, parentId, integrationIds }: PurgeRow): Promise<void> {
  const actor: SystemActor = { kind: "system", tenantId, via: "control-plane" };
  // Built-in providers, should an install have had one.
  for (const id of integrationIds) {
    for (const provider of [sandboxMeta(env, id), sandboxClaude(env, id)]) {
      await provider.discard(actor).catch((error: unknown) => {
        // It never was this account's, or is empty already.
        if (!isTrellisError(error) || error.code !== "not_found") throw error;
      });
    }
  }
  // Their rows are still there: they go with all others.
  for await (const sessions of everySession(env, tenantId))
    await Promise.all(sessions.map((session) => session.purge(actor)));
  await (type === "subaccount" ? subAccount(env, tenantId) : agency(env, tenantId)).purge(actor);
  // What was listed of it goes too, wherever it is.
  for (const overId of new Set([parentId, (await platformTenant(env))?.id ?? parentId])) {
    const over: SystemActor = { kind: "system", tenantId: overId, via: "control-plane" };
    await agency(env, overId).leaveAccount(over, { id: tenantId, version: 0, forever: true });
  }
}

async function eraseRaw(env: Env, { tenantId, integrationIds }: PurgeRow): Promise<void> {
  await eraseFiles(env.RAW, `raw/${tenantId}/`);
  // What came to a door of its own and fitted nowhere is its own too.
  for (const id of integrationIds) {
    await eraseFiles(env.RAW, `quarantine/${id}/`);
    await eraseQuarantineOf(env, id);
  }
}

/** Always from the first page: what was deleted is no longer listed. */
async function eraseFiles(bucket: R2Bucket, prefix: string): Promise<void> {
  for (;;) {
    const { objects } = await bucket.list({ prefix, limit: FILES_AT_ONCE });
    if (objects.length === 0) return;
    await bucket.delete(objects.map(({ key }) => key));
  }
}

/** All rows or none. The audit log lets a tenant's own go at this step and at no other. */
async function eraseRows(env: Env, purge: PurgeRow, now: number): Promise<void> {
  const { tenantId, parentId, startedBy, startedAt } = purge;
  const parent = new ScopedDb(env, { kind: "system", tenantId: parentId, via: "control-plane" });
  await parent.commit({
    writes: [
      ...leaveTargets({ tenantId, from: parentId }),
      leaveFleets({ tenantId, from: parentId }),
      ...eraseTenantRows(tenantId),
      mustChange(deleteTenantRow(tenantId)),
      mustChange(advancePurge(env, purge, { step: "again", dueAt: now + AGAIN_AFTER_MS })),
    ],
    audit: {
      action: "tenant.purged",
      entity: "tenant",
      entityId: tenantId,
      after: { startedBy, startedAt: new Date(startedAt).toISOString() },
    },
  });
  forgetTenants();
}

function machinery(env: Env, { tenantId }: PurgeRow): ScopedDb {
  return new ScopedDb(env, { kind: "system", tenantId, via: "control-plane" });
}
