import { Hono } from "hono";
import { except } from "hono/combine";
import { TrellisError } from "../schema/errors.ts";
import type { AppEnv } from "./app-env.ts";
import { declaredRoutes } from "./middleware/declared-routes.ts";
import { answerError } from "./middleware/errors.ts";
import { API_BODY_MAX_BYTES, limitBody, request, WEBHOOK_BODY_MAX_BYTES } from "./middleware/request.ts";
import { account } from "./routes/account.ts";
import { accounts } from "./routes/accounts.ts";
import { agents } from "./routes/agents.ts";
import { ai } from "./routes/ai.ts";
import { assists } from "./routes/assists.ts";
import { attachments } from "./routes/attachments.ts";
import { audit } from "./routes/audit.ts";
import { brand } from "./routes/brand.ts";
import { brandVoice } from "./routes/brand-voice.ts";
import { branding } from "./routes/branding.ts";
import { cannedReplies } from "./routes/canned-replies.ts";
import { concierge } from "./routes/concierge.ts";
import { contacts } from "./routes/contacts.ts";
import { conversations } from "./routes/conversations.ts";
import { domains, joins } from "./routes/domains.ts";
import { conversationDrafts, drafts } from "./routes/drafts.ts";
import { files } from "./routes/files.ts";
import { health } from "./routes/health.ts";
import { identityProvider } from "./routes/identity-provider.ts";
import { impersonations } from "./routes/impersonations.ts";
import { deployments } from "./routes/deployments.ts";
import { integrations } from "./routes/integrations.ts";
import { invitations } from "./routes/invitations.ts";
import { keys } from "./routes/keys.ts";
import { labels } from "./routes/labels.ts";
import { live } from "./routes/live.ts";
import { members } from "./routes/members.ts";
import { messages } from "./routes/messages.ts";
import { moduleAsking, moduleGranting, moduleRequests } from "./routes/module-access.ts";
import { modules } from "./routes/modules.ts";
import { openapi } from "./routes/openapi.ts";
import { passkeys } from "./routes/passkeys.ts";
import { plans, tenantPlan, usage } from "./routes/plans.ts";
import { providerSignIn } from "./routes/provider-sign-in.ts";
import { relays, sessionRelays } from "./routes/relays.ts";
import { roles } from "./routes/roles.ts";
import { sandbox } from "./routes/sandbox.ts";
import { sandboxOidc } from "./routes/sandbox-oidc.ts";
import { secondFactorRequirement } from "./routes/second-factor-requirement.ts";
import { secondFactor } from "./routes/second-factor.ts";
import { templates } from "./routes/templates.ts";
import { signUps } from "./routes/sign-ups.ts";
import { slugs } from "./routes/slugs.ts";
import { tenantLife } from "./routes/tenant-life.ts";
import { tenants } from "./routes/tenants.ts";
import { users } from "./routes/users.ts";
import { vault } from "./routes/vault.ts";
import { webhooks } from "./routes/webhooks.ts";

/** The whole edge: every door of the product, each with its policy. */
export const app = new Hono<AppEnv>();
app.onError(answerError);
app.notFound((c) => answerError(new TrellisError("not_found"), c));
app.use("*", request);
// A file streams, and its own verb stops it where its type ends.
app.use(
  "/api/*",
  except(["/api/attachments", "/api/sandbox/phones/:integrationId/files"], limitBody(API_BODY_MAX_BYTES)),
);
app.use("/webhooks/*", limitBody(WEBHOOK_BODY_MAX_BYTES));

app.route(
  "/api",
  openapi(() => app),
);
app.route("/api/accounts", accounts);
app.route("/api/agents", agents);
app.route("/api/ai", ai);
app.route("/api/attachments", attachments);
app.route("/api/audit", audit);
app.route("/api/brand", brand);
app.route("/api/brand-voice", brandVoice);
app.route("/api/branding", branding);
app.route("/api/canned-replies", cannedReplies);
app.route("/api/concierge/relays", relays);
app.route("/api/concierge/sessions", sessionRelays);
app.route("/api/concierge", concierge);
app.route("/api/contacts", contacts);
app.route("/api/conversations", conversations);
app.route("/api/conversations", messages);
app.route("/api/conversations", assists);
app.route("/api/conversations", conversationDrafts);
app.route("/api/domains", domains);
app.route("/api/drafts", drafts);
app.route("/api/files", files);
app.route("/api/health", health);
app.route("/api/identity-provider", identityProvider);
app.route("/api/impersonations", impersonations);
app.route("/api/integrations", integrations);
app.route("/api/deployments", deployments);
app.route("/api/invitations", invitations);
app.route("/api/joins", joins);
app.route("/api/keys", keys);
app.route("/api/labels", labels);
app.route("/api/live", live);
app.route("/api/members", members);
app.route("/api/plans", plans);
app.route("/api/roles", roles);
app.route("/api/sandbox", sandbox);
app.route("/api/sandbox/oidc", sandboxOidc);
app.route("/api/templates", templates);
app.route("/api/sign-ups", signUps);
app.route("/api/slugs", slugs);
app.route("/api/second-factor-requirement", secondFactorRequirement);
app.route("/api/tenants", tenants);
app.route("/api/tenants", tenantLife);
app.route("/api/tenants", tenantPlan);
app.route("/api/tenants", moduleGranting);
app.route("/api/usage", usage);
app.route("/api/users", users);
app.route("/api/users", account);
app.route("/api/users", secondFactor);
app.route("/api/users", passkeys);
app.route("/api/users", providerSignIn);
app.route("/api/modules", modules);
app.route("/api/modules", moduleAsking);
app.route("/api/module-requests", moduleRequests);
app.route("/api/vault", vault);
app.route("/webhooks", webhooks);

/** Every door by method, path and policy. Reading it here refuses to start with an undeclared one. */
export const ROUTES = declaredRoutes(app);
