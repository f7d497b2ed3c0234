import { and, asc, eq, type SQL } from "drizzle-orm";
import { type ModuleGrantRow, moduleGrants } from "../../schema/control-plane/index.ts";
import type { ScopedDb, Statement } from "./scoped.ts";

/** More than any catalog has, from both sources. */
const GRANTS_MAX = 1_000;

/** What the account was given beside its plan: of one module, or of all. */
export function grantsOf(db: ScopedDb, module?: string): Promise<ModuleGrantRow[]> {
  const of = module === undefined ? {} : { where: eq(moduleGrants.module, module) };
  return db.select(moduleGrants, { ...of, orderBy: asc(moduleGrants.grantedAt), limit: GRANTS_MAX });
}

/** A statement that gives a module; who gave it before, and when, stays. */
export function putGrant(db: ScopedDb, row: Omit<ModuleGrantRow, "tenantId">): Statement {
  return db.upsert(moduleGrants, row, [moduleGrants.module, moduleGrants.source], { module: row.module });
}

/** A statement that takes back what this source gave. */
export function deleteGrant(db: ScopedDb, { module, source }: Pick<ModuleGrantRow, "module" | "source">): Statement {
  return db.delete(moduleGrants, and(eq(moduleGrants.module, module), eq(moduleGrants.source, source)) as SQL);
}
