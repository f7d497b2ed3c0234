import { concierge } from "../../../durable-objects/stubs.ts";
import type { SystemActor } from "../../../schema/actor.ts";
import { conciergesOf } from "../../db/concierge.ts";
import { ScopedDb } from "../../db/scoped.ts";
import type { Env } from "../../env.ts";

type SessionObject = ReturnType<typeof concierge>;

/** Nobody keeps more of them open: what is older is over for long. */
const LISTENED_TO_MAX = 20;
const PAGE = 100;

/** The sessions of an account that somebody may listen to, as objects. */
export async function sessionsListenedTo(env: Env, tenantId: string): Promise<SessionObject[]> {
  return page(env, tenantId, { limit: LISTENED_TO_MAX, offset: 0 });
}

/** Every session of an account, as objects, a page at a time. */
export async function* everySession(env: Env, tenantId: string): AsyncGenerator<SessionObject[]> {
  for (let offset = 0; ; offset += PAGE) {
    const objects = await page(env, tenantId, { limit: PAGE, offset });
    if (objects.length === 0) return;
    yield objects;
  }
}

async function page(env: Env, tenantId: string, at: { limit: number; offset: number }): Promise<SessionObject[]> {
  const system: SystemActor = { kind: "system", tenantId, via: "control-plane" };
  const rows = await conciergesOf(new ScopedDb(env, system), at);
  return rows.map(({ id }) => concierge(env, id));
}
