import { env, exports } from "cloudflare:workers";
import { ROLES, type Role, type TenantType } from "../schema/capabilities.ts";
import type { ErrorBody } from "../schema/errors.ts";
import { newId } from "../schema/ids.ts";
import { signSessionToken } from "./middleware/session-token.ts";

/** A test's own statement on the control plane. The mark tells the plan guard that it is none of the product's. */
export function prepared(sql: string): D1PreparedStatement {
  return env.DB.prepare(`${sql} /* test */`);
}

/** A signed-in person who calls the API over HTTP, as a client of the product would. */
export interface Caller {
  userId: string;
  homeTenantId: string;
  token: string;
  /** Calls `METHOD /path` on a tenant (the caller's home unless told). */
  call<T = unknown>(method: string, path: string, options?: { tenant?: string; body?: unknown }): Promise<Answer<T>>;
}

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T & Partial<ErrorBody>;
  /** The answer as it came, to search for what must not be in it. */
  text: string;
}

/** A tree of tenants with people, written straight into the control plane. */
export interface World {
  platform: string;
  agency(): Promise<string>;
  subAccount(agency: string): Promise<string>;
  signIn(tenantId: string, role: Role): Promise<Caller>;
}

export async function makeWorld(): Promise<World> {
  const existing = await prepared("SELECT id FROM tenants WHERE type = 'platform'").first<{ id: string }>();
  const platform = existing?.id ?? (await insertTenant("platform", null, null));
  return {
    platform,
    agency: () => insertTenant("agency", platform, "self"),
    subAccount: (agency) => insertTenant("subaccount", agency, agency),
    signIn,
  };
}

async function insertTenant(type: TenantType, parent: string | null, agency: string | null): Promise<string> {
  const id = newId("tenant");
  const now = Date.now();
  await prepared(
    "INSERT INTO tenants (id, type, parent_id, agency_id, name, slug, status, plan, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, 'active', 'enterprise', ?, ?)",
  )
    .bind(id, type, parent, agency === "self" ? id : agency, `Tenant ${id.slice(-6)}`, id.replace("_", "-"), now, now)
    .run();
  return id;
}

async function signIn(tenantId: string, role: Role): Promise<Caller> {
  const userId = newId("user");
  const sessionId = newId("session");
  const now = Date.now();
  await env.DB.batch([
    prepared(
      "INSERT INTO users (id, email, name, password_hash, home_tenant_id, created_at, updated_at) VALUES (?, ?, ?, '', ?, ?, ?)",
    ).bind(userId, `${userId}@example.test`, ROLES[role].label, tenantId, now, now),
    prepared("INSERT INTO grants (user_id, tenant_id, role, created_at) VALUES (?, ?, ?, ?)").bind(
      userId,
      tenantId,
      role,
      now,
    ),
    prepared(
      "INSERT INTO sessions (id, user_id, generation, rotated_at, created_at, expires_at) VALUES (?, ?, 1, ?, ?, ?)",
    ).bind(sessionId, userId, now, now, now + 3_600_000),
  ]);
  const { token } = await signSessionToken(env, { sessionId, userId, generation: 1 }, now);
  return {
    userId,
    homeTenantId: tenantId,
    token,
    async call<T>(method: string, path: string, { tenant = tenantId, body }: { tenant?: string; body?: unknown } = {}) {
      const response = await exports.default.fetch(
        new Request(`http://trellis.test${path}`, {
          method,
          headers: {
            authorization: `Bearer ${token}`,
            "x-tenant": tenant,
            ...(body === undefined ? {} : { "content-type": "application/json" }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Answer<T>["body"] };
    },
  };
}
