import type { ProvenId } from "../../modules/module.ts";
import type { OutsideIdRow } from "../../schema/control-plane/index.ts";
import { ownersOf, routeKey } from "../directory/outside-ids.ts";
import type { Env } from "../env.ts";
import { ExpiringCache } from "../middleware/expiring-cache.ts";

const cache = new ExpiringCache<OutsideIdRow>();

/** Forgets the routes this isolate remembers; other isolates forget within ACCESS_CACHE_MS. */
export function forgetRoutes(): void {
  cache.clear();
}

/** The owners of these outside ids, by `routeKey`. Found ones are remembered for under a second; unknown ones never, so that an install works at once. */
export async function findRoutes(env: Env, ids: readonly ProvenId[], now: number): Promise<Map<string, OutsideIdRow>> {
  const found = new Map<string, OutsideIdRow>();
  const missing: ProvenId[] = [];
  for (const id of ids) {
    const remembered = cache.get(routeKey(id), now);
    if (remembered === undefined) missing.push(id);
    else found.set(routeKey(id), remembered);
  }
  for (const [key, row] of await ownersOf(env, missing)) {
    cache.set(key, row, now);
    found.set(key, row);
  }
  return found;
}
