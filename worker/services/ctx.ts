import type { UserActor } from "../../schema/actor.ts";
import type { TenantRow } from "../../schema/control-plane/index.ts";
import type { ScopedDb } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** What a verb of the worker is given: who acts, on which tenant, and the only way to that tenant's rows. */
export interface Ctx {
  actor: UserActor;
  tenant: TenantRow;
  db: ScopedDb;
  env: Env;
  requestId: string;
  /** ms since the epoch */
  now: number;
  /** Work that may finish after the answer. */
  waitUntil(work: Promise<unknown>): void;
}
