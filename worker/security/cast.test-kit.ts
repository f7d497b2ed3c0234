import { env, exports } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { hashPassword } from "../../durable-objects/sign-in-guard/password-hash.ts";
import { type Capability, type Role, ROLES } from "../../schema/capabilities.ts";
import { apiKeys, type ApiKeyRow, type TenantRow } from "../../schema/control-plane/index.ts";
import { newId } from "../../schema/ids.ts";
import { tenantById } from "../directory/tenants.ts";
import { reapplyIntegrations } from "../services/integrations/reapply.ts";
import { hashKey } from "../services/keys/hash-key.ts";
import { API_KEY_SHOWN, newApiKey } from "../services/keys/key-format.ts";
import { synchroniseCatalog } from "../services/modules/synchronise.ts";
import { startSession } from "../services/sessions/start.ts";
import { makeWorld } from "../world.test-kit.ts";

/** Origin the tests call the worker by. */
export const ORIGIN = "https://trellis.test";
/** Everybody's. */
export const PASSWORD = "correct horse battery";

export interface Person {
  id: string;
  email: string;
  home: string;
  role: Role;
  token: string;
}

/** Two agencies with clients, and a person for every role. Alder stands in the middle: birch is its sibling, cedar another agency's. */
export interface Cast {
  tenants: Record<"platform" | "north" | "south" | "alder" | "birch" | "cedar", TenantRow>;
  people: Record<Role | "southAdmin" | "cedarAdmin", Person>;
}

export async function makeCast(): Promise<Cast> {
  const world = await makeWorld();
  const [north, south] = [await world.agency(), await world.agency()];
  const [alder, birch, cedar] = [
    await world.subAccount(north),
    await world.subAccount(north),
    await world.subAccount(south),
  ];
  const row = async (id: string) => (await tenantById(env, id)) as TenantRow;
  const person = async (home: string, role: Role): Promise<Person> => {
    const { userId, token } = await world.signIn(home, role);
    return { id: userId, email: `${userId}@example.test`, home, role, token };
  };
  const people = {
    platform_admin: await person(world.platform, "platform_admin"),
    agency_admin: await person(north, "agency_admin"),
    agency_member: await person(north, "agency_member"),
    subaccount_admin: await person(alder, "subaccount_admin"),
    subaccount_member: await person(alder, "subaccount_member"),
    subaccount_viewer: await person(alder, "subaccount_viewer"),
    southAdmin: await person(south, "agency_admin"),
    cedarAdmin: await person(cedar, "subaccount_admin"),
  };
  await synchroniseCatalog(env, Date.now());
  const hash = hashPassword(PASSWORD);
  await env.DB.batch(
    Object.values(people).map(({ id }) =>
      env.DB.prepare("UPDATE users SET password_hash = ? WHERE id = ?").bind(hash, id),
    ),
  );
  return {
    tenants: {
      platform: await row(world.platform),
      north: await row(north),
      south: await row(south),
      alder: await row(alder),
      birch: await row(birch),
      cedar: await row(cedar),
    },
    people,
  };
}

/** One more session of a person, without the work of password and code. Answers its token. */
export async function signIn({ id, email, home, role }: Person): Promise<string> {
  const { token } = await startSession(env, {
    user: { id, name: ROLES[role].label, email, homeTenantId: home },
    ip: null,
    userAgent: null,
    secondFactor: true,
    hostTenantId: null,
    requestId: newId("request"),
    now: Date.now(),
  });
  return token;
}

/** Brings a tenant back to life after a request that stopped or deleted it, and what is below it with it. */
export async function revive(cast: Cast, tenantId: string): Promise<void> {
  const { token } = cast.people.platform_admin;
  const undo = (method: string, what: string) => call(`/api/tenants/${tenantId}/${what}`, { method, token });
  await undo("PUT", "restoration");
  await undo("DELETE", "cancellation");
  await undo("DELETE", "suspension");
  await reapplyIntegrations(env, Date.now());
}

/** An API key to a tenant, written straight into the control plane: its row may hold what no verb would write. */
export async function keyTo(
  tenantId: string,
  capabilities: readonly Capability[],
  createdBy: string,
  given: Partial<ApiKeyRow> = {},
): Promise<string> {
  const key = newApiKey();
  await drizzle(env.DB)
    .insert(apiKeys)
    .values({
      id: newId("apiKey"),
      tenantId,
      name: "Website",
      hash: await hashKey(key),
      prefix: key.slice(0, API_KEY_SHOWN),
      capabilities: [...capabilities],
      createdBy,
      createdAt: 1,
      ...given,
    });
  return key;
}

export interface Call {
  /** Whose address is called: the installation's unless told. */
  at?: string | undefined;
  method?: string;
  /** Sent as `Authorization: Bearer`. */
  token?: string | undefined;
  /** Sent as the session cookie. */
  cookie?: string | undefined;
  origin?: string | undefined;
  /** Sent as X-Tenant. */
  tenant?: string | undefined;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** Calls the whole worker, as any client might. */
export async function call(path: string, options: Call = {}): Promise<Response> {
  const { at = ORIGIN, method = "GET", token, cookie, origin, tenant, body, headers } = options;
  const sent = new Headers(headers);
  const set = (name: string, value: string | undefined) => value !== undefined && sent.set(name, value);
  set("authorization", token === undefined ? undefined : `Bearer ${token}`);
  set("cookie", cookie === undefined ? undefined : `__Host-trellis=${cookie}`);
  set("origin", origin);
  set("x-tenant", tenant);
  if (body !== undefined && !sent.has("content-type")) sent.set("content-type", "application/json");
  const payload = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  return exports.default.fetch(new Request(`${at}${path}`, { method, headers: sent, redirect: "manual", ...payload }));
}

/** The code of the first error of an answer. */
export async function codeOf(response: Response): Promise<string | undefined> {
  return (await response.json<{ errors?: { code: string }[] }>()).errors?.[0]?.code;
}
