import { z } from "zod";
import { subAccount } from "../../../durable-objects/stubs.ts";
import type { Actor } from "../../../schema/actor.ts";
import type { ChainHead } from "../../../schema/audit-chain.ts";
import type { AuditStore } from "../../../schema/contracts/audit.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { auditOfEntity, controlHead } from "../../db/audit.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { type DueWitness, forgetWitness, setWitnessDue, witnessesDue } from "../../directory/audit-witnesses.ts";
import type { Env } from "../../env.ts";
import { auditJson } from "./document.ts";

/** Each log is noted so often; in an installation of very many accounts as often as a run's share allows. */
const EVERY_MS = 24 * 60 * 60_000;
/** One that failed is tried again after this. */
const AGAIN_MS = 60 * 60_000;
const PER_RUN = 150;
const AT_ONCE = 6;
const ACTION = "audit.witnessed";

/**
 * Notes the newest row of each due audit log in the log one level up, where whoever shortens or rewrites the one has to rewrite the other,
 * and the platform's above that. The platform has nothing above: its newest row goes to the worker's log.
 */
export async function witnessAudits(env: Env, now: number): Promise<void> {
  const due = await witnessesDue(env, now, PER_RUN);
  for (let from = 0; from < due.length; from += AT_ONCE) {
    await Promise.all(due.slice(from, from + AT_ONCE).map((one) => witness(env, one, now)));
  }
}

/** One log that cannot be read must not keep the others from being noted. */
async function witness(env: Env, tenant: DueWitness, now: number): Promise<void> {
  const { tenantId } = tenant;
  try {
    if (tenant.type === null) return await forgetWitness(env, tenantId);
    const heads = await headsOf(env, tenant);
    if (tenant.parentId === null) {
      console.info(JSON.stringify({ level: "info", event: "audit_head", tenantId, ...heads }));
      return await setWitnessDue(env, tenantId, now + EVERY_MS);
    }
    const noted = await lastWitness(env, tenant.parentId, tenantId);
    if (JSON.stringify(noted?.heads) !== JSON.stringify(heads) && heads.control.seq + heads.account.seq > 0) {
      await new ScopedDb(env, machinery(tenant.parentId)).commit({
        writes: [],
        audit: { action: ACTION, entity: "audit", entityId: logOf(tenantId), after: { name: tenant.name, ...heads } },
      });
    }
    await setWitnessDue(env, tenantId, now + EVERY_MS);
  } catch (error) {
    console.error(JSON.stringify({ level: "error", event: "audit_not_witnessed", tenantId, reason: reasonOf(error) }));
    await setWitnessDue(env, tenantId, now + AGAIN_MS);
  }
}

type Heads = Record<AuditStore, ChainHead>;

async function headsOf(env: Env, { tenantId, type }: DueWitness): Promise<Heads> {
  const actor = machinery(tenantId);
  const { seq, hash } = await controlHead(new ScopedDb(env, actor));
  const account = type === "subaccount" ? await subAccount(env, tenantId).auditHead(actor) : { seq: 0, hash: "" };
  return { control: { seq, hash }, account: { seq: account.seq, hash: account.hash } };
}

const Noted = z.object({
  control: z.object({ seq: z.number(), hash: z.string() }),
  account: z.object({ seq: z.number(), hash: z.string() }),
});

/** What was last noted of a tenant's log, and when (ms). Undefined where nothing was, or not by this parent. */
export async function lastWitness(
  env: Env,
  parentId: string,
  tenantId: string,
): Promise<{ at: number; heads: Heads } | undefined> {
  const [row] = await auditOfEntity(new ScopedDb(env, machinery(parentId)), logOf(tenantId), 1, ACTION);
  const { success, data } = Noted.safeParse(row && auditJson(row.after));
  return row && success ? { at: row.at, heads: data } : undefined;
}

/** What such a row is about: the log of the tenant, not the tenant. */
function logOf(tenantId: string): string {
  return `log_${tenantId}`;
}

function machinery(tenantId: string): Actor {
  return { kind: "system", tenantId, via: "cron" };
}
