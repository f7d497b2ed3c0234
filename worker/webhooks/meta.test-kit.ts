import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { subAccount } from "../../durable-objects/stubs.ts";
import type { ModuleSlug } from "../../modules/catalog.ts";
import { metaSignature } from "../../modules/meta/signature.ts";
import type { ProvenId } from "../../modules/module.ts";
import { newId } from "../../schema/ids.ts";
import { sealForControl } from "../services/integrations/seal.ts";
import { prepared, type World } from "../world.test-kit.ts";

/** An account with a connected number. */
export interface Line {
  tenantId: string;
  integrationId: string;
  phoneNumberId: string;
  waba: string;
  /** Set when the account brings its own app. */
  appSecret: string | undefined;
  verifyToken: string | undefined;
}

let lines = 0;

/** Connects a number to a new account, or to the one given, straight in the control plane. */
export async function connectLine(
  world: World,
  given: { agency: string; ownApp?: boolean; tenantId?: string },
): Promise<Line> {
  lines += 1;
  const phoneNumberId = `77${String(lines).padStart(12, "0")}`;
  const waba = `88${String(lines).padStart(12, "0")}`;
  const tenantId = given.tenantId ?? (await world.subAccount(given.agency));
  const ids = [
    { kind: "phone_number_id", outsideId: phoneNumberId },
    { kind: "waba", outsideId: waba },
  ] as const;
  return { phoneNumberId, waba, ...(await connect({ tenantId, module: "whatsapp", ids, ownApp: given.ownApp })) };
}

/** Connects an install of a channel that holds these outside ids, straight in the control plane. */
export async function connect(given: {
  tenantId: string;
  module: ModuleSlug;
  ids: readonly ProvenId[];
  ownApp?: boolean | undefined;
}): Promise<Omit<Line, "phoneNumberId" | "waba">> {
  const { tenantId, module, ids } = given;
  const integrationId = newId("integration");
  const line = {
    tenantId,
    integrationId,
    appSecret: given.ownApp ? `own app secret of ${integrationId} ${crypto.randomUUID()}` : undefined,
    verifyToken: given.ownApp ? `own verify token of ${integrationId}` : undefined,
  };
  const now = Date.now();
  const ownApp = given.ownApp ? 1 : 0;
  const secrets: Record<string, string> =
    line.appSecret === undefined ? {} : { appSecret: line.appSecret, verifyToken: line.verifyToken ?? "" };
  const sealed = await sealForControl(env, { tenantId, module, id: integrationId }, secrets, now);
  const claim = prepared(
    "INSERT INTO outside_ids (kind, outside_id, tenant_id, integration_id, own_app, created_at) VALUES (?, ?, ?, ?, ?, ?)",
  );
  await env.DB.batch([
    prepared(
      "INSERT INTO integrations (tenant_id, id, module, version, state, health, config, sandbox, desired_version, applied_version, created_at, updated_at) VALUES (?, ?, ?, '1.0.0', 'connected', '{\"ok\":true}', '{}', 0, 1, 1, ?, ?)",
    ).bind(tenantId, integrationId, module, now, now),
    ...sealed.map((row) =>
      prepared(
        "INSERT INTO credentials (tenant_id, integration_id, field, sealed, hint, updated_at) VALUES (?, ?, ?, ?, ?, ?)",
      ).bind(tenantId, integrationId, row.field, row.sealed, row.hint, now),
    ),
    ...ids.map(({ kind, outsideId }) => claim.bind(kind, outsideId, tenantId, integrationId, ownApp, now)),
    ...(ownApp === 1 ? [claim.bind("door", integrationId, tenantId, integrationId, 1, now)] : []),
  ]);
  return line;
}

/** One item of a webhook: a message a customer wrote, or a status of one the business sent. */
export type Update =
  | { kind: "message"; to: Pick<Line, "phoneNumberId" | "waba">; from: string; id: string; text: string; at?: number }
  | { kind: "echo"; to: Pick<Line, "phoneNumberId" | "waba">; customer: string; id: string; text: string; at?: number }
  | { kind: "status"; to: Pick<Line, "phoneNumberId" | "waba">; id: string; status: string; at?: number };

/** The body Meta would POST for these updates: one change an update, one entry a WABA in a row. */
export function webhookBody(updates: readonly Update[]) {
  const entry: { id: string; changes: unknown[] }[] = [];
  for (const update of updates) {
    let last = entry.at(-1);
    if (last?.id !== update.to.waba) entry.push((last = { id: update.to.waba, changes: [] }));
    last.changes.push({ field: update.kind === "echo" ? "smb_message_echoes" : "messages", value: valueOf(update) });
  }
  return { object: "whatsapp_business_account", entry };
}

function valueOf(update: Update) {
  const timestamp = String(Math.floor((update.at ?? Date.now()) / 1000));
  const envelope = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "15550100", phone_number_id: update.to.phoneNumberId },
  };
  if (update.kind === "status")
    return { ...envelope, statuses: [{ id: update.id, status: update.status, timestamp, recipient_id: "15550199" }] };
  if (update.kind === "echo") {
    const { customer, id, text } = update;
    return {
      ...envelope,
      message_echoes: [{ from: "15550100", to: customer, id, timestamp, type: "text", text: { body: text } }],
    };
  }
  const { from, id, text } = update;
  return {
    ...envelope,
    contacts: [{ wa_id: from, profile: { name: `Person ${from}` } }],
    messages: [{ from, id, timestamp, type: "text", text: { body: text } }],
  };
}

export const encode = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer as ArrayBuffer;

/** POSTs to a door over HTTP, signed as Meta signs unless told otherwise. */
export async function post(
  body: unknown,
  to: { module?: ModuleSlug; path?: string; secret?: string; signature?: string | null } = {},
): Promise<Response> {
  const bytes = body instanceof ArrayBuffer ? body : encode(typeof body === "string" ? body : JSON.stringify(body));
  const signature =
    to.signature === undefined ? await metaSignature(bytes, to.secret ?? env.META_APP_SECRET ?? "") : to.signature;
  const response = await exports.default.fetch(
    new Request(`http://trellis.test/webhooks/${to.module ?? "whatsapp"}${to.path ?? ""}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(signature === null ? {} : { "x-hub-signature-256": signature }),
      },
      body: bytes,
    }),
  );
  return response;
}

/** The messages an account holds, in the order they were stored. */
export function messagesOf(tenantId: string) {
  return runInDurableObject(subAccount(env, tenantId), (_instance, state) =>
    state.storage.sql
      .exec<{ id: string; external: string; text: string; status: string; integration: string }>(
        "SELECT id, external_id AS external, text, status, integration_id AS integration FROM messages ORDER BY seq",
      )
      .toArray(),
  );
}

/** How many objects lie in R2 under a prefix. */
export async function rawKeys(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const page: R2Objects = await env.RAW.list({ prefix, ...(cursor === undefined ? {} : { cursor }) });
    keys.push(...page.objects.map(({ key }) => key));
    cursor = page.truncated ? page.cursor : undefined;
  } while (cursor !== undefined);
  return keys;
}
