import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type TenantRow, tenants } from "../../schema/control-plane/index.ts";
import type { Env } from "../env.ts";

/** A tenant by id, before anyone is allowed onto it. Deleted ones are not found. */
export async function tenantById(env: Env, id: string): Promise<TenantRow | undefined> {
  const row = await drizzle(env.DB).select().from(tenants).where(eq(tenants.id, id)).get();
  return row && row.deletedAt === null ? row : undefined;
}
