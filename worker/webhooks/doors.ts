import type { Credentials } from "../../modules/module.ts";
import type { SystemActor } from "../../schema/actor.ts";
import { credentialsOf, integrationById } from "../db/integrations.ts";
import { ScopedDb } from "../db/scoped.ts";
import type { Env } from "../env.ts";
import { ExpiringCache } from "../middleware/expiring-cache.ts";
import { APP_SECRET, VERIFY_TOKEN } from "../services/integrations/own-app.ts";
import { openReadable } from "../services/integrations/seal.ts";
import { findRoutes } from "./routes.ts";

/** One webhook address: what proves that the provider sent something to it, and whose ids it may route. */
export interface Door {
  /** Slug of the module behind it. */
  module: string;
  /** "platform", or the id of the integration that brings its own app. Shown in the quarantine. */
  name: string;
  appSecret: string;
  verifyToken: string | undefined;
  /** The one integration this door routes to. Undefined for the platform's door, which routes to all but these. */
  owner: { tenantId: string; integrationId: string } | undefined;
}

const cache = new ExpiringCache<Door>();

/** Forgets the secrets of doors this isolate remembers for under a second. */
export function forgetDoors(): void {
  cache.clear();
}

/** The door of the platform's own Meta app. Without its secret it is shut. */
export function platformDoor(env: Env, module: string): Door | undefined {
  if (!env.META_APP_SECRET) return undefined;
  return {
    module,
    name: "platform",
    appSecret: env.META_APP_SECRET,
    verifyToken: env.META_VERIFY_TOKEN,
    owner: undefined,
  };
}

/** The door of an integration that brings its own app, undefined when there is none. */
export async function ownDoor(env: Env, module: string, integrationId: string, now: number): Promise<Door | undefined> {
  const key = `${module}/${integrationId}`;
  const remembered = cache.get(key, now);
  if (remembered !== undefined) return remembered;
  const door = { kind: "door", outsideId: integrationId } as const;
  const [route] = (await findRoutes(env, [door], now)).values();
  if (route === undefined) return undefined;

  const { tenantId } = route;
  const actor: SystemActor = { kind: "system", tenantId, via: "webhook" };
  const db = new ScopedDb(env, actor);
  const [row, sealed] = await Promise.all([integrationById(db, integrationId), credentialsOf(db, integrationId)]);
  if (row?.module !== module) return undefined;
  const secrets: Credentials = await openReadable(
    env,
    row,
    sealed.filter(({ field }) => field === APP_SECRET || field === VERIFY_TOKEN),
  );
  const appSecret = secrets[APP_SECRET];
  if (appSecret === undefined) return undefined;
  const opened: Door = {
    module,
    name: integrationId,
    appSecret,
    verifyToken: secrets[VERIFY_TOKEN],
    owner: { tenantId, integrationId },
  };
  cache.set(key, opened, now);
  return opened;
}
