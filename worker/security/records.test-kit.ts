import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { subAccount } from "../../durable-objects/stubs.ts";
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
  /** On the customer's phone of the integration. */
  phoneMessage: string;
  phoneFile: string;
  session: string;
  user: string;
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
    phoneMessage: `wamid.${newId("message")}`,
    phoneFile: `9${newId("attachment")}`,
    session: newId("session"),
    user: newId("user"),
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
  const api = async (path: string, options: Call = {}) => {
    const response = await call(path, { token: admin.token, tenant: tenant.id, ...options });
    const answer = await response.json<{
      doc: { id: string };
      docs: { id: string; module?: string; name?: string }[];
      errors?: unknown;
    }>();
    if (answer.errors !== undefined) throw new Error(`${path}: ${JSON.stringify(answer.errors)}`);
    return answer;
  };
  const post = async (path: string, body: object) => (await api(path, { method: "POST", body })).doc.id;
  const installed = (await api("/api/integrations")).docs;
  const install = async (module: string) =>
    installed.find((one) => one.module === module)?.id ?? (await post("/api/integrations", { module, sandbox: true }));
  const [integration, ai] = [await install("whatsapp"), await install("ai")];
  // Words without a pause between them.
  await api(`/api/sandbox/claude/${ai}`, { method: "PATCH", body: { delayMs: 0 } });
  // The default may go only last: what is made here is another, once.
  const agents = (await api("/api/agents")).docs;
  if (agents.length === 0) await post("/api/agents", { name: "Front desk" });
  const named = `Agent ${secret}`;
  const agent =
    agents.find(({ name }) => name === named)?.id ?? (await post("/api/agents", { name: named, systemPrompt: secret }));
  const contact = await post("/api/contacts", { name: `Person ${secret}`, phone: `+447${(phones += 1)}` });
  const other = await post("/api/contacts", { name: `Other ${secret}` });
  const { merge, identity } = await mergeOne(api, contact, await post("/api/contacts", { name: `Third ${secret}` }));
  const conversation = await post("/api/conversations", { channel: "whatsapp", contact });
  const file = (path = "/api/attachments") =>
    api(`${path}?name=${secret}.txt`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: `File ${secret}`,
    });
  const [attachment, upload] = [(await file()).doc.id, (await file()).doc.id];
  const note = { clientId: newId("message"), text: `Note ${secret}`, private: true, attachments: [attachment] };
  const message = await post(`/api/conversations/${conversation}/messages`, note);
  const reply = { shortcut: newId("cannedReply"), title: `Reply ${secret}`, text: `Text ${secret}` };
  const cannedReply = await post("/api/canned-replies", reply);
  const phone = `/api/sandbox/phones/${integration}`;
  const phoneFile = (await file(`${phone}/files`)).doc.id;
  const phoneMessage = await post(`${phone}/messages`, { customer: CUSTOMER, text: `Hello ${secret}` });
  const user = await env.DB.prepare("SELECT user_id FROM grants WHERE tenant_id = ? LIMIT 1")
    .bind(tenant.agencyId)
    .first<string>("user_id");
  return {
    tenant: tenant.id,
    agency: tenant.agencyId ?? "",
    contact,
    other,
    identity,
    merge,
    conversation,
    message,
    attachment,
    upload,
    integration,
    cannedReply,
    ai,
    agent,
    phoneMessage,
    phoneFile,
    session: await sessionOf(admin),
    user: user ?? admin.id,
  };
}

/** The id of an agent of a tenant of any type; made where there is none. */
export async function agentOf(people: Cast["people"], tenant: { id: string }): Promise<string> {
  const options = { token: people.platform_admin.token, tenant: tenant.id };
  const { docs } = await (await call("/api/agents", options)).json<{ docs: { id: string }[] }>();
  if (docs[0] !== undefined) return docs[0].id;
  const made = await call("/api/agents", { ...options, method: "POST", body: { name: "Front desk" } });
  return (await made.json<{ doc: { id: string } }>()).doc.id;
}

/** Merges a contact into another. Answers the merge, and an id of the one that stays. */
async function mergeOne(
  api: (path: string, options?: Call) => Promise<unknown>,
  contact: string,
  third: string,
): Promise<{ merge: string; identity: string }> {
  const at = `/api/contacts/${contact}/merges`;
  const { version } = (await api(`${at}/preview`, { method: "POST", body: { other: third } })) as { version: string };
  const merged = (await api(at, { method: "POST", body: { other: third, version } })) as {
    doc: { identities: { id: string }[] };
    merge: { id: string };
  };
  return { merge: merged.merge.id, identity: merged.doc.identities[0]?.id ?? "" };
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

/** Everything an account has, in both planes, as one text: equal before and after means that nothing was changed. */
export async function snapshot(tenantId: string): Promise<string> {
  const rows = await Promise.all(
    [
      "SELECT * FROM tenants WHERE id = ?",
      "SELECT * FROM integrations WHERE tenant_id = ?",
      "SELECT * FROM credentials WHERE tenant_id = ?",
      "SELECT * FROM agents WHERE tenant_id = ?",
      "SELECT * FROM ai_calls WHERE tenant_id = ?",
      "SELECT * FROM audit WHERE tenant_id = ?",
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
