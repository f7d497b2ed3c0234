import type { KeyActor, UserActor } from "../../schema/actor.ts";
import type { ScopedDb } from "../db/scoped.ts";
import type { ReachedTenant } from "../directory/tenants.ts";
import type { Env } from "../env.ts";

/** What a verb of the worker is given: who acts, on which tenant, and the only way to that tenant's rows. */
export interface Ctx {
  actor: UserActor | KeyActor;
  /** The acting person's address; null for a key. */
  email: string | null;
  tenant: ReachedTenant;
  db: ScopedDb;
  env: Env;
  requestId: string;
  /** Where people reach the product, e.g. https://app.example.com. */
  origin: string;
  /** ms since the epoch */
  now: number;
  /** Work that may finish after the answer. */
  waitUntil(work: Promise<unknown>): void;
  /** The same caller acting on another tenant, with the rights they have there. Throws `not_found` for one they cannot reach. */
  enter(tenantId: string): Promise<Ctx>;
}
