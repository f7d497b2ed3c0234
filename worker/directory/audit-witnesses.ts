import { asc, eq, lte } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { TenantType } from "../../schema/capabilities.ts";
import { auditWitnesses, tenants } from "../../schema/control-plane/index.ts";
import type { Env } from "../env.ts";

/** A tenant whose audit log is due to be noted. `type` is null where the tenant is gone. */
export interface DueWitness {
  tenantId: string;
  name: string | null;
  type: TenantType | null;
  parentId: string | null;
}

/** What is due, longest waiting first. `now` in ms. */
export function witnessesDue(env: Env, now: number, limit: number): Promise<DueWitness[]> {
  return drizzle(env.DB)
    .select({ tenantId: auditWitnesses.tenantId, name: tenants.name, type: tenants.type, parentId: tenants.parentId })
    .from(auditWitnesses)
    .leftJoin(tenants, eq(tenants.id, auditWitnesses.tenantId))
    .where(lte(auditWitnesses.dueAt, now))
    .orderBy(asc(auditWitnesses.dueAt))
    .limit(limit);
}

export async function setWitnessDue(env: Env, tenantId: string, dueAt: number): Promise<void> {
  await drizzle(env.DB).update(auditWitnesses).set({ dueAt }).where(eq(auditWitnesses.tenantId, tenantId));
}

export async function forgetWitness(env: Env, tenantId: string): Promise<void> {
  await drizzle(env.DB).delete(auditWitnesses).where(eq(auditWitnesses.tenantId, tenantId));
}
