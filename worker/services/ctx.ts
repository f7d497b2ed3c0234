import type { Actor, KeyActor, UserActor } from "../../schema/actor.ts";
import type { ScopedDb } from "../db/scoped.ts";
import type { ReachedTenant } from "../directory/tenants.ts";
import type { Env } from "../env.ts";

/** What a verb about one account's own rows is given, whoever acts: the product's machinery does not come with a request. */
export interface AccountCtx {
  actor: Actor;
  tenant: ReachedTenant;
  db: ScopedDb;
  env: Env;
  requestId: string;
  /** Where people reach the product, e.g. https://app.example.com. */
  origin: string;
  /** ms since the epoch */
  now: number;
}

/** What a verb of the worker is given: who acts, on which tenant, and the only way to that tenant's rows. */
export interface Ctx extends AccountCtx {
  actor: UserActor | KeyActor;
  /** The acting person's address; null for a key. */
  email: string | null;
  /** Work that may finish after the answer. */
  waitUntil(work: Promise<unknown>): void;
  /** The same caller acting on another tenant, with the rights they have there. Throws `not_found` for one they cannot reach. */
  enter(tenantId: string): Promise<Ctx>;
}
