import { CATALOG, manifestOf } from "../../modules/catalog.ts";
import { newId } from "../../schema/ids.ts";
import type { DeclaredRoute } from "../middleware/declared-routes.ts";
import { type Call, ORIGIN, PASSWORD } from "./cast.test-kit.ts";
import { CUSTOMER, type IdKind, type Ids } from "./records.test-kit.ts";

/** A request to a route, made of ids: `path` with its query, and what `call` needs besides. */
export interface Sample {
  path: string;
  options: Call;
}

/** What a route needs besides its path, by method and path. A route that takes a body has a valid one here: the matrix tries it. */
const EXTRAS: Record<
  string,
  {
    query?: (ids: Ids) => Record<string, string>;
    body?: (ids: Ids) => object | string;
    headers?: Record<string, string>;
  }
> = {
  "GET /api/accounts": { query: ({ agency }) => ({ agency }) },
  "GET /api/accounts/export": { query: ({ agency }) => ({ agency }) },
  "GET /api/accounts/badges": { query: ({ tenant, agency }) => ({ ids: `${tenant},${agency}` }) },
  "GET /api/accounts/live": { headers: { upgrade: "websocket" } },
  "POST /api/accounts/rebuild": { body: ({ agency }) => ({ agency }) },
  "POST /api/tenants": {
    body: ({ agency }) => ({ type: "subaccount", parent: agency, name: "Sample", slug: fresh("sample") }),
  },
  "PATCH /api/tenants/:id": { body: () => ({ name: fresh("Renamed") }) },
  "PUT /api/tenants/:id/suspension": { body: () => ({ reason: "Unpaid" }) },
  "PUT /api/tenants/:id/cancellation": { body: () => ({ reason: "They left" }) },
  "PUT /api/tenants/:id/parent": { body: ({ agency }) => ({ agency }) },
  "PUT /api/tenants/:id/plan": { body: () => ({ plan: "enterprise" }) },
  "PUT /api/tenants/:id/trial": { body: () => ({ endsAt: new Date(Date.now() + 60_000).toISOString() }) },
  "POST /api/tenants/:id/purge": { body: () => ({ confirm: "not-its-address" }) },
  "GET /api/tenants": { query: ({ agency }) => ({ parent: agency }) },
  "GET /api/contacts": {
    query: ({ user, contact }) => ({ "where[or][0][owner][equals]": user, "where[or][1][id][equals]": contact }),
  },
  "GET /api/contacts/count": { query: ({ contact }) => ({ "where[id][equals]": contact }) },
  "POST /api/contacts": { body: ({ user }) => ({ name: "Sample", owner: user }) },
  "PATCH /api/contacts": {
    query: ({ contact }) => ({ "where[id][equals]": contact }),
    body: ({ user }) => ({ owner: user }),
  },
  "DELETE /api/contacts": { query: ({ contact }) => ({ "where[id][equals]": contact }) },
  "POST /api/contacts/:id/merges/preview": { body: ({ other }) => ({ other }) },
  "POST /api/contacts/:id/merges": { body: ({ other }) => ({ other, version: "not-looked-at" }) },
  "POST /api/contacts/:id/identities": { body: () => ({ kind: "email", value: `${fresh("sample")}@example.com` }) },
  "POST /api/contacts/:id/dismissals": { body: ({ other }) => ({ other }) },
  "PATCH /api/contacts/:id": { body: ({ user }) => ({ owner: user }) },
  "GET /api/canned-replies": { query: ({ cannedReply }) => ({ "where[id][equals]": cannedReply }) },
  "GET /api/canned-replies/count": { query: ({ cannedReply }) => ({ "where[id][equals]": cannedReply }) },
  "POST /api/canned-replies": { body: () => ({ shortcut: fresh("sample"), title: "Sample", text: "Hello" }) },
  "PATCH /api/canned-replies": {
    query: ({ cannedReply }) => ({ "where[id][equals]": cannedReply }),
    body: () => ({ title: fresh("Renamed") }),
  },
  "DELETE /api/canned-replies": { query: ({ cannedReply }) => ({ "where[id][equals]": cannedReply }) },
  "PATCH /api/canned-replies/:id": { body: () => ({ title: fresh("Renamed") }) },
  "POST /api/canned-replies/:id/rendering": { body: ({ conversation }) => ({ conversation }) },
  "PUT /api/conversations/:conversationId/draft": {
    body: ({ message, upload }) => ({ mode: "note", text: "A draft", replyTo: message, attachments: [upload] }),
  },
  "GET /api/conversations": {
    query: ({ contact, user }) => ({
      "where[or][0][contact][equals]": contact,
      "where[or][1][assignee][equals]": user,
    }),
  },
  "POST /api/conversations": { body: ({ contact }) => ({ channel: "whatsapp", contact }) },
  "PATCH /api/conversations/:id": { body: ({ user }) => ({ assignee: user }) },
  "GET /api/conversations/:conversationId/messages": { query: ({ message }) => ({ before: message }) },
  "POST /api/conversations/:conversationId/messages": {
    body: ({ message }) => ({ clientId: newId("message"), text: "A note", private: true, replyTo: message }),
  },
  "PUT /api/conversations/:conversationId/messages/:messageId/reaction": { body: () => ({ emoji: "👍" }) },
  "GET /api/templates": { query: ({ integration }) => ({ integration }) },
  "POST /api/concierge/sessions": { body: () => ({ modules: ["webchat"], driver: "guided" }) },
  "GET /api/concierge/sessions/:id/live": { headers: { upgrade: "websocket" } },
  "POST /api/concierge/sessions/:id/relays": { body: () => ({ modules: ["whatsapp"] }) },
  "POST /api/concierge/fleets": { body: () => ({ clients: "all", modules: ["webchat"] }) },
  "POST /api/concierge/fleets/:fleetId/values": { body: () => ({ module: "webchat" }) },
  // Links that nobody made.
  "POST /api/concierge/relays/open": { body: () => ({ token: fresh("sample") }) },
  "POST /api/concierge/relays/forms/:slug": { body: () => ({ token: fresh("sample"), values: {} }) },
  "POST /api/concierge/sessions/:id/messages": { body: () => ({ text: "Hello" }) },
  "POST /api/concierge/sessions/:id/forms/:formId": { body: () => ({ skip: true }) },
  "POST /api/concierge/sessions/:id/approvals/:approvalId": { body: () => ({ decision: "decline" }) },
  "POST /api/concierge/sessions/:id/modules/:slug": { body: () => ({ action: "skip" }) },
  "POST /api/concierge/sessions/:id/steer": { body: () => ({ action: "continue" }) },
  "POST /api/agents": { body: () => ({ name: fresh("Sample") }) },
  "PATCH /api/agents/:id": { body: () => ({ name: fresh("Renamed") }) },
  "POST /api/agents/:id/restoration": { body: () => ({ version: 1 }) },
  "POST /api/agents/playground": {
    body: () => ({ name: "Sample", messages: [{ from: "customer", text: "Hello" }] }),
  },
  "PATCH /api/brand-voice": { body: () => ({ tone: fresh("Sample") }) },
  "POST /api/keys": { body: () => ({ name: fresh("Sample"), scopes: ["viewLeads"] }) },
  "POST /api/keys/:id/rotation": { body: () => ({ graceHours: 1 }) },
  "POST /api/conversations/:id/assists": { body: ({ agent }) => ({ kind: "draft", agent }) },
  "PATCH /api/branding": { body: () => ({ name: fresh("Sample") }) },
  "PUT /api/branding/logo": { body: () => "RIFF0000WEBP", headers: { "content-type": "image/webp" } },
  "POST /api/domains": { body: () => ({ use: "site", domain: `${fresh("sample").replace("_", "-")}.example` }) },
  "PUT /api/domains/:id/join": { body: () => ({ joinRole: null }) },
  "POST /api/joins": { body: () => ({ email: `${fresh("sample")}@example.com` }) },
  "POST /api/joins/open": { body: () => ({ ticket: fresh("sample") }) },
  "POST /api/sandbox/dns": { body: () => ({ name: "_trellis.sample.example", value: "Sample" }) },
  "DELETE /api/sandbox/dns": { query: () => ({ name: "_trellis.sample.example", value: "Sample" }) },
  "POST /api/members": { body: ({ user }) => ({ user }) },
  "PATCH /api/members/:id": { body: () => ({ assignedOnly: false }) },
  "POST /api/roles": {
    body: () => ({ name: fresh("Sample"), tier: "subaccount", capabilities: ["viewLeads"] }),
  },
  "PATCH /api/roles/:id": { body: () => ({ name: fresh("Renamed") }) },
  "DELETE /api/roles/:id": { query: () => ({ moveTo: "subaccount_viewer" }) },
  "POST /api/attachments": { body: () => "A file", headers: { "content-type": "text/plain" } },
  "PATCH /api/modules/:slug": { body: () => ({ hidden: false }) },
  "POST /api/modules/:slug/request": { body: () => ({ note: "Sample" }) },
  "PUT /api/tenants/:id/modules/:slug/decision": { body: () => ({ decision: "decline", reason: "Sample" }) },
  "PUT /api/modules/order": { body: () => ({ slugs: CATALOG.map(({ slug }) => slug) }) },
  "POST /api/impersonations": { body: ({ tenant, viewed }) => ({ tenant, user: viewed, reason: "Sample" }) },
  "PUT /api/impersonations/consent": { body: () => ({ impersonation: "always" }) },
  // Whom it names is tried by its own tests: the agency itself is no client, and its clients have the module.
  "POST /api/deployments": { body: () => ({ module: "ai", deployTo: "all", sandbox: true }) },
  "POST /api/deployments/preview": { body: () => ({ module: "ai", deployTo: "all", sandbox: true }) },
  "PATCH /api/deployments/:id": { body: () => ({ includeFuture: false }) },
  "PUT /api/deployments/:id/credentials": { body: () => ({ credentials: { accessToken: fresh("sample") } }) },
  "POST /api/integrations": { body: () => ({ module: "whatsapp", sandbox: true }) },
  "PATCH /api/integrations/:id": { body: () => ({ config: {} }) },
  "POST /api/integrations/:id/upgrade": { body: () => ({ version: manifestOf("whatsapp")?.version ?? "" }) },
  "PUT /api/integrations/:id/credentials": { body: () => ({ credentials: {} }) },
  "GET /api/sandbox/phones/:integrationId/thread": { query: () => ({ phone: CUSTOMER.phone }) },
  "POST /api/sandbox/phones/:integrationId/messages": { body: () => ({ customer: CUSTOMER, text: "Hello" }) },
  "POST /api/sandbox/phones/:integrationId/files": { body: () => "A file", headers: { "content-type": "text/plain" } },
  "POST /api/sandbox/phones/:integrationId/reactions": {
    body: ({ phoneMessage }) => ({ customer: CUSTOMER, messageId: phoneMessage, emoji: "👍" }),
  },
  "POST /api/sandbox/phones/:integrationId/read": { body: () => ({ customer: CUSTOMER }) },
  "PUT /api/sandbox/phones/:integrationId/templates": {
    body: () => ({ name: "hello_world", language: "en_US", status: "PAUSED" }),
  },
  "PUT /api/sandbox/phones/:integrationId/behaviour": { body: () => ({ failNext: 0 }) },
  "PATCH /api/sandbox/claude/:integrationId": { body: () => ({ fault: null }) },
  "POST /api/invitations": { body: () => ({ email: `${fresh("sample")}@example.com` }) },
  "POST /api/invitations/accept": { body: () => ({ token: fresh("sample") }) },
  "POST /api/sign-ups": {
    body: () => ({ name: "Sample", email: `${fresh("sample")}@example.com`, password: PASSWORD }),
  },
  "POST /api/sign-ups/verification": { body: () => ({ signUp: fresh("sample"), code: "12345678" }) },
  "POST /api/sign-ups/completion": {
    body: () => ({ signUp: fresh("sample"), company: "Sample", slug: fresh("sample").toLowerCase() }),
  },
  "POST /api/users/forgot-password": { body: () => ({ email: `${fresh("sample")}@example.com` }) },
  "POST /api/users/reset-password": { body: () => ({ token: fresh("sample"), password: PASSWORD }) },
  "POST /api/users/verify-email": { body: () => ({ token: fresh("sample") }) },
  "POST /api/users/login/code": { body: () => ({ challenge: fresh("sample"), code: "123456" }) },
  "POST /api/users/authenticator": { body: () => ({ currentPassword: PASSWORD }) },
  // Of six digits no code is wrong for sure; these are no code of an app.
  "PUT /api/users/authenticator": { body: () => ({ code: "no-code" }) },
  "DELETE /api/users/authenticator": { body: () => ({ currentPassword: PASSWORD, code: "123456" }) },
  "POST /api/users/recovery-codes": { body: () => ({ currentPassword: PASSWORD, code: "123456" }) },
  "POST /api/users/passkeys/options": { body: () => ({ currentPassword: PASSWORD }) },
  "POST /api/users/passkeys": {
    body: () => ({ name: "Sample", ticket: fresh("sample"), response: credential({ attestationObject: "AAAA" }) }),
  },
  "PATCH /api/users/passkeys/:id": { body: () => ({ name: fresh("Renamed") }) },
  "DELETE /api/users/passkeys/:id": { body: () => ({ currentPassword: PASSWORD }) },
  "POST /api/users/login/passkey": {
    body: () => ({ ticket: fresh("sample"), response: credential({ authenticatorData: "AAAA", signature: "AAAA" }) }),
  },
  "PUT /api/identity-provider": {
    body: () => ({
      name: "Sample",
      issuer: `${ORIGIN}/api/sandbox/oidc`,
      clientId: "trellis",
      clientSecret: "sandbox-client-secret",
    }),
  },
  "GET /api/users/login/provider": { query: () => ({ agency: "sample-agency" }) },
  "POST /api/users/login/provider": { body: () => ({ agency: "sample-agency" }) },
  "POST /api/users/login/provider/return": { body: () => ({ agency: "sample", query: "code=sample&state=sample" }) },
  "POST /api/sandbox/oidc/consent": {
    body: () => ({
      clientId: "trellis",
      redirectUri: `${ORIGIN}/sign-in/provider/sample`,
      state: "sample",
      nonce: "sample",
      codeChallenge: "sample",
      email: "sample@example.com",
    }),
  },
  "POST /api/vault/rewrap": { body: () => ({}) },
  "PUT /api/second-factor-requirement": { body: () => ({ required: false }) },
  "PATCH /api/users/profile": { body: () => ({ name: fresh("Renamed") }) },
  "POST /api/users/email": {
    body: () => ({ email: `${fresh("sample")}@example.com`, currentPassword: PASSWORD }),
  },
  "POST /api/users/password": { body: () => ({ currentPassword: PASSWORD, password: PASSWORD }) },
  "GET /api/live": { headers: { upgrade: "websocket" } },
};

/** A valid request to a route about the records of these ids, with no one signed in and no tenant named. */
export function sampleOf(route: DeclaredRoute, ids: Ids): Sample {
  const extra = EXTRAS[nameOf(route)] ?? {};
  const path = route.path.replaceAll(/:(\w+)/g, (_whole, param: string) => pathPart(route.path, param, ids));
  const query = extra.query === undefined ? "" : `?${new URLSearchParams(extra.query(ids))}`;
  return {
    path: path + query,
    options: {
      method: route.method,
      ...(extra.body === undefined ? {} : { body: extra.body(ids) }),
      ...(extra.headers === undefined ? {} : { headers: extra.headers }),
    },
  };
}

export function nameOf({ method, path }: Pick<DeclaredRoute, "method" | "path">): string {
  return `${method} ${path}`;
}

/** The kinds of id that a request to this route names. */
export function kindsIn(route: DeclaredRoute, ids: Ids): IdKind[] {
  const written = (given: Ids) =>
    JSON.stringify(sampleOf(route, given)).replaceAll(/(?:msg|sample|Sample|Renamed)[-_][0-9a-z]{26}/g, "");
  return (Object.keys(ids) as IdKind[]).filter(
    (kind) => written({ ...ids, [kind]: "another" }) !== written({ ...ids, [kind]: "changed" }),
  );
}

/** What stands for a parameter of a path. A new one must be given its kind here. */
function pathPart(path: string, param: string, ids: Ids): string {
  if (param === "slug") return "whatsapp";
  if (param === "id" && path.startsWith("/api/concierge/")) return ids.concierge;
  // Of a link to a file, which nobody signed.
  if (param === "token") return "sample-token";
  if (param === "fileId") return ids.phoneFile;
  if (param === "attachmentId") return path.includes(":messageId") ? ids.attachment : ids.upload;
  if (param === "integrationId" && path.includes("/claude/")) return ids.ai;
  const kind =
    param === "id"
      ? KIND_OF_FOLDER[path.split("/").at(path.split("/").indexOf(":id") - 1) ?? ""]
      : KIND_OF_PARAM[param];
  if (kind === undefined) throw new Error(`${path}: say in samples.test-kit.ts what :${param} is`);
  return ids[kind];
}
const KIND_OF_FOLDER: Record<string, IdKind> = {
  "canned-replies": "cannedReply",
  agents: "agent",
  contacts: "contact",
  domains: "domain",
  conversations: "conversation",
  impersonations: "impersonation",
  integrations: "integration",
  deployments: "deployment",
  invitations: "invitation",
  members: "member",
  roles: "role",
  keys: "apiKey",
  audit: "audit",
  passkeys: "passkey",
  sessions: "session",
  tenants: "tenant",
};
const KIND_OF_PARAM: Record<string, IdKind> = {
  conversationId: "conversation",
  formId: "conciergeForm",
  approvalId: "conciergeApproval",
  relayId: "relay",
  fleetId: "fleet",
  messageId: "message",
  integrationId: "integration",
  mergeId: "merge",
  brandTenantId: "tenant",
  logoId: "attachment",
  identityId: "identity",
};

function fresh(stem: string): string {
  return `${stem}-${newId("message").slice(4)}`;
}

/** What a browser sends of a passkey, in form. */
function credential(response: Record<string, string>) {
  return { id: "AAAA", rawId: "AAAA", type: "public-key", response: { clientDataJSON: "AAAA", ...response } };
}
