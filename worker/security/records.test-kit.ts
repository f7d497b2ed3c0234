import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { concierge, subAccount } from "../../durable-objects/stubs.ts";
import type { Role } from "../../schema/capabilities.ts";
import { newId } from "../../schema/ids.ts";
import { call, type Call, type Cast, type Person, signIn } from "./cast.test-kit.ts";

/** One id of every kind that an account has, for requests that name them. */
export interface Ids {
  tenant: string;
  agency: string;
  contact: string;
  /** Another contact, who is somebody else. */
  other: string;
  /** One of the ways the contact is known by. */
  identity: string;
  /** Of a third contact into the contact. */
  merge: string;
  conversation: string;
  message: string;
  /** A file of the message. */
  attachment: string;
  /** A file no message carries yet. */
  upload: string;
  integration: string;
  cannedReply: string;
  /** The install of Claude. */
  ai: string;
  agent: string;
  apiKey: string;
  /** An e-mail domain that nobody proved. */
  domain: string;
  /** A row of the audit log. */
  audit: string;
  /** On the customer's phone of the integration. */
  phoneMessage: string;
  phoneFile: string;
  /** That nobody accepted yet; it may be sent again. */
  invitation: string;
  /** Of the maker, through the eyes of `viewed`. */
  impersonation: string;
  /** One of the account's people who may not view as others. */
  viewed: string;
  session: string;
  /** Of the account's agency. */
  deployment: string;
  /** A set-up that was stopped, with a form and an approval that nobody needs any more. */
  concierge: string;
  conciergeForm: string;
  conciergeApproval: string;
  /** A link for it. */
  relay: string;
  /** Of the account's agency, with no client in it. */
  fleet: string;
  /** Of the maker. */
  passkey: string;
  /** Somebody of the account's agency. */
  user: string;
  /** Somebody of the account itself. */
  member: string;
  /** A custom role of the account. */
  role: string;
}
export type IdKind = keyof Ids;

/** Ids of the right form that nothing has. */
export function missingIds(): Ids {
  return {
    tenant: newId("tenant"),
    agency: newId("tenant"),
    contact: newId("contact"),
    other: newId("contact"),
    identity: newId("identity"),
    merge: newId("merge"),
    conversation: newId("conversation"),
    message: newId("message"),
    attachment: newId("attachment"),
    upload: newId("attachment"),
    integration: newId("integration"),
    cannedReply: newId("cannedReply"),
    ai: newId("integration"),
    agent: newId("agent"),
    apiKey: newId("apiKey"),
    domain: newId("domain"),
    audit: newId("audit"),
    phoneMessage: `wamid.${newId("message")}`,
    phoneFile: `9${newId("attachment")}`,
    invitation: newId("invitation"),
    impersonation: newId("impersonation"),
    viewed: newId("user"),
    session: newId("session"),
    passkey: newId("passkey"),
    deployment: newId("deployment"),
    concierge: newId("conciergeSession"),
    conciergeForm: newId("conciergeEntry"),
    conciergeApproval: newId("conciergeEntry"),
    relay: newId("relay"),
    fleet: newId("conciergeFleet"),
    user: newId("user"),
    member: newId("user"),
    role: newId("role"),
  };
}

/** Who writes from the phone. */
export const CUSTOMER = { name: "Ana Prado", phone: "447700900123" };

// Far from CUSTOMER, who must stay a stranger however many are made.
let phones = 710_000_000;

/** Fills an account through its own API: WhatsApp in test mode, a contact, a conversation and a note in it that says `secret`, with a file. */
export async function makeRecords(
  admin: Person,
  tenant: { id: string; agencyId: string | null },
  secret: string,
): Promise<Ids> {
  const making = makingOf(admin, tenant.id, secret);
  const { api, post } = making;
  const installed = (await api("/api/integrations")).docs;
  const install = async (module: string) =>
    installed.find((one) => one.module === module)?.id ?? (await post("/api/integrations", { module, sandbox: true }));
  const [integration, ai] = [await install("whatsapp"), await install("ai")];
  // Words without a pause between them.
  await api(`/api/sandbox/claude/${ai}`, { method: "PATCH", body: { delayMs: 0 } });
  const user = await env.DB.prepare("SELECT user_id FROM grants WHERE tenant_id = ? LIMIT 1")
    .bind(tenant.agencyId)
    .first<string>("user_id");
  return {
    tenant: tenant.id,
    agency: tenant.agencyId ?? "",
    integration,
    ai,
    ...(await makeAgent(making)),
    ...(await makePeople(making)),
    ...(await makeCannedReply(making)),
    ...(await makeApiKey(making)),
    ...(await makeUpload(making)),
    ...(await makePhone(making, integration)),
    ...(await makeView(making, tenant)),
    invitation: await invitationOf(admin, tenant),
    session: await sessionOf(admin),
    passkey: await passkeyOf(admin),
    deployment: await deploymentOf(tenant.agencyId ?? "", secret),
    fleet: await fleetOf(tenant.agencyId ?? "", secret),
    ...(await makeConcierge(admin, tenant.id, secret)),
    user: user ?? admin.id,
    ...(await makeMember(tenant.id, "subaccount_viewer")),
    ...(await makeRole(making)),
    ...(await makeDomain(making)),
    audit: (await api("/api/audit?limit=1")).docs[0]?.id ?? "",
  };
}

/**
 * Makes anew what a route takes away when it serves, and nothing else: an account is asked some twenty times to be filled. Answers the ids as
 * they are now. A route of whom nothing is said here has the account filled again.
 */
export async function renewRecords(
  took: string,
  ids: Ids,
  admin: Person,
  tenant: { id: string; agencyId: string | null },
  secret: string,
): Promise<Ids> {
  const renew = RENEWED[took];
  if (renew === undefined) return makeRecords(admin, tenant, secret);
  return { ...ids, ...(await renew(makingOf(admin, tenant.id, secret), ids)) };
}

const RENEWED: Record<string, (making: Making, ids: Ids) => Promise<Partial<Ids>>> = {
  "DELETE /api/agents/:id": makeAgent,
  "DELETE /api/attachments/:attachmentId": makeUpload,
  "DELETE /api/canned-replies": makeCannedReply,
  "DELETE /api/canned-replies/:id": makeCannedReply,
  "DELETE /api/keys/:id": makeApiKey,
  "DELETE /api/contacts": makePeople,
  "DELETE /api/contacts/:id": makePeople,
  "DELETE /api/contacts/:id/identities/:identityId": makeIdentity,
  "DELETE /api/contacts/:id/merges/:mergeId": makeMerge,
  "DELETE /api/invitations/:id": async ({ post }) => {
    const invitation = await post("/api/invitations", { email: `${newId("user")}@example.com` });
    await sentLongAgo(invitation);
    return { invitation };
  },
  "DELETE /api/impersonations/:id": async ({ post }, { viewed }) => ({
    impersonation: await post("/api/impersonations", { user: viewed, reason: "Renewed" }),
  }),
  // There is a draft or none, and nobody has reacted: either way the next one is served alike.
  "DELETE /api/conversations/:conversationId/draft": async () => ({}),
  "DELETE /api/conversations/:conversationId/messages/:messageId/reaction": async () => ({}),
  // The account was brought back, whole.
  "DELETE /api/tenants/:id": async () => ({}),
  "DELETE /api/tenants/:id/suspension": async () => ({}),
  "DELETE /api/tenants/:id/cancellation": async () => ({}),
  // The person's own, made for each request.
  "DELETE /api/users/passkeys/:id": async () => ({}),
  // They have neither passkey nor app, before and after.
  "DELETE /api/members/:id/second-factor": async () => ({}),
  // What it stood at before is said by its answer, and either way the next one is served alike.
  // Nothing is suggested then, and nothing was before.
  "DELETE /api/concierge/offer": async () => ({}),
  "DELETE /api/concierge/sessions/:id/relays/:relayId": (_making, { tenant, concierge: of }) => makeRelay(tenant, of),
  "DELETE /api/deployments/:id": async () => ({}),
  "DELETE /api/deployments/:id/pause": async () => ({}),
  // Nobody asked, nothing is held or beside the plan, no logo is there: before and after.
  "DELETE /api/branding/logo": async () => ({}),
  "DELETE /api/integrations/:id/pin": async () => ({}),
  "DELETE /api/modules/:slug/request": async () => ({}),
  "DELETE /api/sandbox/dns": async () => ({}),
  "DELETE /api/tenants/:id/modules/:slug/grant": async () => ({}),
  // Each is called with a session of its own.
  "DELETE /api/users/authenticator": async () => ({}),
  "DELETE /api/users/sessions": async () => ({}),
  "DELETE /api/users/sessions/:id": async () => ({}),
  "DELETE /api/members/:id": (_making, { tenant }) => makeMember(tenant, "subaccount_viewer"),
  "DELETE /api/roles/:id": makeRole,
  "DELETE /api/domains/:id": makeDomain,
};

/** An account's own API, as its admin asks it. Throws what is refused. */
interface Making {
  api(path: string, options?: Call): Promise<Answer>;
  /** Answers the id of what was made. */
  post(path: string, body: object): Promise<string>;
  secret: string;
}
interface Answer {
  doc: { id: string; identities?: { id: string }[] };
  docs: { id: string; module?: string; name?: string; state?: string; domain?: string }[];
  merge?: { id: string };
  version?: string;
  errors?: unknown;
}

function makingOf(admin: Person, tenant: string, secret: string): Making {
  const api = async (path: string, options: Call = {}) => {
    const response = await call(path, { token: admin.token, tenant, ...options });
    const answer = await response.json<Answer>();
    if (answer.errors !== undefined) throw new Error(`${path}: ${JSON.stringify(answer.errors)}`);
    return answer;
  };
  return { api, post: async (path, body) => (await api(path, { method: "POST", body })).doc.id, secret };
}

/** The default may go only last: what is made here is another, once. */
async function makeAgent({ api, post, secret }: Making): Promise<Pick<Ids, "agent">> {
  const agents = (await api("/api/agents")).docs;
  if (agents.length === 0) await post("/api/agents", { name: "Front desk" });
  const named = `Agent ${secret}`;
  const held = agents.find(({ name }) => name === named)?.id;
  return { agent: held ?? (await post("/api/agents", { name: named, systemPrompt: secret })) };
}

async function makeView(
  { api, post, secret }: Making,
  tenant: { id: string; agencyId: string | null },
): Promise<Pick<Ids, "impersonation" | "viewed">> {
  const viewed = await env.DB.prepare(
    `SELECT user_id FROM grants WHERE tenant_id IN (?1, ?2)
      AND user_id NOT IN (SELECT user_id FROM grants WHERE role IN ('agency_admin', 'platform_admin'))
      ORDER BY tenant_id = ?1 DESC LIMIT 1 /* test */`,
  )
    .bind(tenant.id, tenant.agencyId)
    .first<string>("user_id");
  if (viewed === null) throw new Error(`nobody of ${tenant.id} can be viewed`);
  const open = (await api("/api/impersonations?open=true")).docs[0]?.id;
  const begin = () => post("/api/impersonations", { user: viewed, reason: `Reason ${secret}` });
  return { viewed, impersonation: open ?? (await begin()) };
}

type People = Pick<Ids, "contact" | "other" | "identity" | "merge" | "conversation" | "message" | "attachment">;

async function makePeople(making: Making): Promise<People> {
  const { post, secret } = making;
  const contact = await post("/api/contacts", { name: `Person ${secret}`, phone: `+447${(phones += 1)}` });
  const other = await post("/api/contacts", { name: `Other ${secret}` });
  const merged = await makeMerge(making, { contact });
  const conversation = await post("/api/conversations", { channel: "whatsapp", contact });
  const attachment = await makeFile(making);
  const note = { clientId: newId("message"), text: `Note ${secret}`, private: true, attachments: [attachment] };
  const message = await post(`/api/conversations/${conversation}/messages`, note);
  return { contact, other, ...merged, conversation, message, attachment };
}

/** Merges a third contact into the contact. Answers the merge, and an id of the one that stays. */
async function makeMerge(
  { api, post, secret }: Making,
  { contact }: Pick<Ids, "contact">,
): Promise<Pick<Ids, "merge" | "identity">> {
  const at = `/api/contacts/${contact}/merges`;
  const other = await post("/api/contacts", { name: `Third ${secret}` });
  const { version } = await api(`${at}/preview`, { method: "POST", body: { other } });
  const { doc, merge } = await api(at, { method: "POST", body: { other, version } });
  return { merge: merge?.id ?? "", identity: doc.identities?.[0]?.id ?? "" };
}

async function makeIdentity({ api }: Making, { contact }: Ids): Promise<Pick<Ids, "identity">> {
  const body = { kind: "phone", value: `+447${(phones += 1)}` };
  const { doc } = await api(`/api/contacts/${contact}/identities`, { method: "POST", body });
  return { identity: doc.identities?.at(-1)?.id ?? "" };
}

async function makeCannedReply({ post, secret }: Making): Promise<Pick<Ids, "cannedReply">> {
  const reply = { shortcut: newId("cannedReply"), title: `Reply ${secret}`, text: `Text ${secret}` };
  return { cannedReply: await post("/api/canned-replies", reply) };
}

/** One that works, of those there are. */
async function makeApiKey({ api, post, secret }: Making): Promise<Pick<Ids, "apiKey">> {
  const named = `Key ${secret}`;
  const { docs } = await api("/api/keys");
  const working = docs.find(({ name, state }) => name === named && state === "active")?.id;
  return { apiKey: working ?? (await post("/api/keys", { name: named, scopes: ["viewLeads"] })) };
}

async function makeUpload(making: Making): Promise<Pick<Ids, "upload">> {
  return { upload: await makeFile(making) };
}

/** A customer's phone with a message, and a file that none has yet. */
async function makePhone(making: Making, integration: string): Promise<Pick<Ids, "phoneFile" | "phoneMessage">> {
  const phone = `/api/sandbox/phones/${integration}`;
  const phoneFile = await makeFile(making, `${phone}/files`);
  const text = `Hello ${making.secret}`;
  return { phoneFile, phoneMessage: await making.post(`${phone}/messages`, { customer: CUSTOMER, text }) };
}

async function makeFile({ api, secret }: Making, path = "/api/attachments"): Promise<string> {
  const file = { method: "POST", headers: { "content-type": "text/plain" }, body: `File ${secret}` };
  return (await api(`${path}?name=${secret}.txt`, file)).doc.id;
}

/** Somebody new on a tenant, with a role of its tier. */
export async function makeMember(tenantId: string, role: Role): Promise<Pick<Ids, "member">> {
  const member = newId("user");
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO users (id, email, name, password_hash, home_tenant_id, created_at, updated_at) VALUES (?1, ?1 || '@people.test', 'Made', '', ?2, 1, 1)",
    ).bind(member, tenantId),
    env.DB.prepare("INSERT INTO grants (user_id, tenant_id, role, created_at) VALUES (?, ?, ?, 1)").bind(
      member,
      tenantId,
      role,
    ),
  ]);
  return { member };
}

async function makeRole({ post, secret }: Making): Promise<Pick<Ids, "role">> {
  const name = `${secret} ${newId("role")}`;
  return { role: await post("/api/roles", { name, tier: "subaccount", capabilities: ["viewLeads"] }) };
}

/** One e-mail domain is enough: an account has so many and no more. */
async function makeDomain({ api, post, secret }: Making): Promise<Pick<Ids, "domain">> {
  const domain = `${secret.toLowerCase()}.example`;
  const held = (await api("/api/domains")).docs.find((one) => one.domain === domain)?.id;
  return { domain: held ?? (await post("/api/domains", { use: "email", domain })) };
}

/** The id of an e-mail domain of an agency or a client. */
export async function domainOf(people: Cast["people"], tenant: { id: string }): Promise<string> {
  return (await makeDomain(makingOf(people.platform_admin, tenant.id, tenant.id.replace("_", "-")))).domain;
}

/** A set-up that was stopped before it began to work, so that nothing moves in it by itself. */
async function makeConcierge(
  admin: Person,
  tenantId: string,
  secret: string,
): Promise<Pick<Ids, "concierge" | "conciergeForm" | "conciergeApproval" | "relay">> {
  const [id, form, approval] = [newId("conciergeSession"), newId("conciergeEntry"), newId("conciergeEntry")];
  await env.DB.prepare(
    "INSERT INTO concierge_sessions (tenant_id, id, state, occasion, live, total, blocked, created_at, updated_at) VALUES (?, ?, 'stopped', 'asked', 0, 1, 0, ?3, ?3)",
  )
    .bind(tenantId, id, Date.now())
    .run();
  const object = concierge(env, id);
  const person = { id: admin.id, name: `Holder ${secret}` };
  const about = { slug: "whatsapp", name: "WhatsApp", icon: "whatsapp" };
  const actor = { kind: "system", tenantId, via: "concierge" } as const;
  await object.begin(actor, {
    id,
    account: { id: tenantId, name: `Account ${secret}` },
    occasion: "asked",
    startedBy: person,
    holder: person,
    modules: ["whatsapp"],
    driver: "guided",
    fleet: null,
  });
  const base = { seq: 0, at: new Date().toISOString() };
  const entries = [
    {
      ...base,
      id: form,
      kind: "form",
      module: about,
      text: secret,
      fields: [],
      rules: [],
      settings: [],
      values: {},
      faults: {},
      sandbox: false,
      state: "over",
      stored: {},
      by: null,
    },
    {
      ...base,
      id: approval,
      kind: "approval",
      tool: "uninstallModule",
      args: { module: "whatsapp" },
      title: secret,
      consequence: secret,
      for: person,
      state: "over",
      expiresAt: base.at,
    },
  ];
  await runInDurableObject(object, async (_object, { storage }) => {
    await storage.deleteAlarm();
    storage.sql.exec(
      "UPDATE session SET body = json_set(body, '$.state', 'stopped', '$.stopped', 'It was stopped.', '$.wanted', NULL)",
    );
    for (const [at, entry] of entries.entries())
      storage.sql.exec(
        "INSERT INTO entries (id, seq, at, kind, open, body) VALUES (?, 0, ?, ?, 0, ?)",
        entry.id,
        at,
        entry.kind,
        JSON.stringify(entry),
      );
  });
  return { concierge: id, conciergeForm: form, conciergeApproval: approval, ...(await makeRelay(tenantId, id)) };
}

/** A link whose secret nobody knows. */
async function makeRelay(tenantId: string, conciergeId: string): Promise<Pick<Ids, "relay">> {
  const relay = newId("relay");
  const now = Date.now();
  await env.DB.prepare(
    `INSERT INTO concierge_relays (tenant_id, id, concierge_id, token_hash, modules, created_by, created_by_name, created_at, expires_at)
      VALUES (?1, ?2, ?3, ?2, '["whatsapp"]', 'usr_maker', 'Maker', ?4, ?4 + 600000)`,
  )
    .bind(tenantId, relay, conciergeId, now)
    .run();
  return { relay };
}

/** The id of a new set-up of many clients of an agency, with none of them yet. */
async function fleetOf(agencyId: string, secret: string): Promise<string> {
  const id = newId("conciergeFleet");
  await env.DB.prepare(
    `INSERT INTO concierge_fleets (tenant_id, id, state, holder_id, holder_name, created_at, updated_at) VALUES (?, ?, 'active', 'usr_maker', ?, ?4, ?4)`,
  )
    .bind(agencyId, id, `Maker ${secret}`, Date.now())
    .run();
  return id;
}

/** The id of a new deployment of an agency, to nobody yet. */
export async function deploymentOf(agencyId: string, secret: string): Promise<string> {
  const id = newId("deployment");
  await env.DB.prepare(
    `INSERT INTO deployments (tenant_id, id, module, deploy_to, include_future, credential_mode, allow_customize, sandbox, config, state, revision,
      created_by_name, created_at, updated_at) VALUES (?, ?, 'whatsapp', 'selected', 0, 'shared', 1, 0, '{}', 'running', 1, ?, 1, 1)`,
  )
    .bind(agencyId, id, `Maker ${secret}`)
    .run();
  return id;
}

/** The id of a custom role of a tenant of any type; made where there is none, for an account has so many and no more. */
export async function roleOf(people: Cast["people"], tenant: { id: string }): Promise<string> {
  const held = await env.DB.prepare(
    "SELECT id FROM custom_roles WHERE tenant_id = ? AND substr(name, 1, 5) IN ('Role ', 'Renam') LIMIT 1 /* test */",
  )
    .bind(tenant.id)
    .first<string>("id");
  return held ?? (await makeRole(makingOf(people.platform_admin, tenant.id, "Role"))).role;
}

/** The id of an agent of a tenant of any type; made where there is none. */
export async function agentOf(people: Cast["people"], tenant: { id: string }): Promise<string> {
  const options = { token: people.platform_admin.token, tenant: tenant.id };
  const { docs } = await (await call("/api/agents", options)).json<{ docs: { id: string }[] }>();
  if (docs[0] !== undefined) return docs[0].id;
  const made = await call("/api/agents", { ...options, method: "POST", body: { name: "Front desk" } });
  return (await made.json<{ doc: { id: string } }>()).doc.id;
}

/** The id of a new invitation of a tenant of any type, sent long enough ago to be sent again. */
export async function invitationOf(admin: Person, tenant: { id: string }): Promise<string> {
  const body = { email: `${newId("user")}@example.com` };
  const made = await call("/api/invitations", { method: "POST", token: admin.token, tenant: tenant.id, body });
  const { id } = (await made.json<{ doc: { id: string } }>()).doc;
  // Many are made in these tests, and an account has so many open ones and no more.
  const room = `UPDATE invitations SET revoked_at = 1 WHERE tenant_id = ?1 AND id <> ?2 AND revoked_at IS NULL
    AND (SELECT count(*) FROM invitations WHERE tenant_id = ?1 AND revoked_at IS NULL) > 60 /* test */`;
  await env.DB.prepare(room).bind(tenant.id, id).run();
  await sentLongAgo(id);
  return id;
}

async function sentLongAgo(invitation: string): Promise<void> {
  const sql = "UPDATE invitations SET sent_at = sent_at - 3600000 WHERE id = ? /* test */";
  await env.DB.prepare(sql).bind(invitation).run();
}

/** The id of a working API key of a tenant of any type; made where there is none. */
export async function apiKeyOf(people: Cast["people"], tenant: { id: string }): Promise<string> {
  const options = { token: people.platform_admin.token, tenant: tenant.id };
  const { docs } = await (await call("/api/keys", options)).json<{ docs: { id: string; state: string }[] }>();
  const working = docs.find(({ state }) => state === "active");
  if (working !== undefined) return working.id;
  const body = { name: "Website", scopes: ["viewLeads"] };
  const made = await call("/api/keys", { ...options, method: "POST", body });
  return (await made.json<{ doc: { id: string } }>()).doc.id;
}

/** The id of an audit row of a tenant of any type. */
export async function auditOf(people: Cast["people"], tenant: { id: string }): Promise<string> {
  await apiKeyOf(people, tenant);
  const answer = await call("/api/audit?limit=1", { token: people.platform_admin.token, tenant: tenant.id });
  return (await answer.json<{ docs: { id: string }[] }>()).docs[0]?.id ?? "";
}

/** The id of a new session of a person. */
export async function sessionOf(person: Person): Promise<string> {
  await signIn(person);
  const id = await env.DB.prepare(
    "SELECT id FROM sessions WHERE user_id = ? AND revoked_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1",
  )
    .bind(person.id)
    .first<string>("id");
  return id ?? "";
}

/** What a route about the person alone names is theirs. */
export async function ownIds({ path }: { path: string }, person: Person): Promise<Partial<Ids>> {
  if (path.includes("sessions")) return { session: await sessionOf(person) };
  return path.includes("passkeys") ? { passkey: await passkeyOf(person) } : {};
}

/** The id of a new passkey of a person, which no device has. */
async function passkeyOf({ id: userId }: Pick<Person, "id">): Promise<string> {
  const id = newId("passkey");
  await env.DB.prepare(
    "INSERT INTO passkeys (id, user_id, credential_id, public_key, counter, transports, rp_id, name, backed_up, created_at) VALUES (?1, ?2, ?1, '', 0, '[]', 'trellis.test', 'Made', 0, 1)",
  )
    .bind(id, userId)
    .run();
  return id;
}

/** Everything an account has, in both planes, as one text: equal before and after means that nothing was changed. */
export async function snapshot(tenantId: string): Promise<string> {
  const rows = await Promise.all(
    [
      "SELECT * FROM tenants WHERE id = ?",
      "SELECT * FROM integrations WHERE tenant_id = ?",
      "SELECT * FROM credentials WHERE tenant_id = ?",
      "SELECT * FROM agents WHERE tenant_id = ?",
      "SELECT * FROM agent_versions WHERE tenant_id = ?",
      "SELECT * FROM invitations WHERE tenant_id = ?",
      "SELECT * FROM custom_roles WHERE tenant_id = ?",
      "SELECT * FROM ai_calls WHERE tenant_id = ?",
      "SELECT * FROM audit WHERE tenant_id = ?",
      "SELECT * FROM tenant_settings WHERE tenant_id = ?",
      "SELECT * FROM branding WHERE tenant_id = ? /* test */",
      "SELECT * FROM domains WHERE tenant_id = ? /* test */",
      "SELECT * FROM impersonations WHERE tenant_id = ? /* test */",
      "SELECT * FROM api_keys WHERE tenant_id = ?",
      "SELECT * FROM outside_ids WHERE tenant_id = ? /* test */",
      "SELECT g.*, u.* FROM grants g JOIN users u ON u.id = g.user_id WHERE g.tenant_id = ?",
      "SELECT s.id, s.revoked_at FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.home_tenant_id = ?",
    ].map(async (sql) => (await env.DB.prepare(sql).bind(tenantId).all()).results),
  );
  const own = await runInDurableObject(subAccount(env, tenantId), (_account, { storage }) => {
    const tables = storage.sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
      )
      .toArray();
    return tables.map(({ name }) => [name, storage.sql.exec(`SELECT * FROM "${name}"`).toArray()]);
  });
  return JSON.stringify([rows, own]);
}
