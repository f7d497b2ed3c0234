import type { AccessRequest, ModuleAccess } from "../../../schema/contracts/module-access.ts";
import type { ModuleGrantRow, ModuleRequestRow } from "../../../schema/control-plane/index.ts";
import { grantsOf } from "../../db/module-grants.ts";
import type { ScopedDb } from "../../db/scoped.ts";
import { requestOf, requestsOf } from "../../directory/module-requests.ts";
import type { Env } from "../../env.ts";

/** What an account has of a module besides its plan: what it was given, and what it asked for last. */
export interface Held {
  grants: readonly ModuleGrantRow[];
  request: ModuleRequestRow | undefined;
}

/** What the account has of every module, by slug: one reading for the whole marketplace. */
export async function heldOfAll(env: Env, db: ScopedDb, tenantId: string): Promise<(module: string) => Held> {
  const [grants, requests] = await Promise.all([grantsOf(db), requestsOf(env, tenantId)]);
  return (module) => ({
    grants: grants.filter((grant) => grant.module === module),
    request: requests.find((request) => request.module === module),
  });
}

/** The same of one module. */
export async function heldOf(env: Env, db: ScopedDb, tenantId: string, module: string): Promise<Held> {
  const [grants, request] = await Promise.all([grantsOf(db, module), requestOf(env, tenantId, module)]);
  return { grants, request };
}

/** The same as the API shows it. `planned`: its plan includes the module. */
export function accessDocument(planned: boolean, { grants, request }: Held): ModuleAccess {
  return {
    source: planned ? "plan" : (grants[0]?.source ?? null),
    grants: grants.map(({ source, grantedByName, grantedAt }) => ({
      source,
      by: grantedByName,
      at: new Date(grantedAt).toISOString(),
    })),
    request: request === undefined ? null : requestDocument(request),
  };
}

/** A request as the API shows it. */
export function requestDocument(row: ModuleRequestRow): AccessRequest {
  const { state, note, askedByName, askedAt, reason, decidedByName, decidedAt } = row;
  return {
    state,
    note,
    askedBy: askedByName,
    askedAt: new Date(askedAt).toISOString(),
    reason,
    decidedBy: decidedByName,
    decidedAt: decidedAt === null ? null : new Date(decidedAt).toISOString(),
  };
}
