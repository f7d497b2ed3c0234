import { type Context, Hono } from "hono";
import { z } from "zod";
import { docOf, Id } from "../../schema/contracts/common.ts";
import { CreateRelay, NewRelay, Relay, RelayList, RelayPage, SendRelayForm } from "../../schema/contracts/relays.ts";
import { ModuleSlug } from "../../schema/manifest/manifest.ts";
import type { AppEnv } from "../app-env.ts";
import { callerIp } from "../middleware/caller-ip.ts";
import { onTenant, open, route } from "../middleware/policy.ts";
import { body, params } from "../middleware/validate.ts";
import { admitRelay } from "../services/concierge/relays/admit.ts";
import { createRelay } from "../services/concierge/relays/create.ts";
import { listRelays } from "../services/concierge/relays/list.ts";
import { type OpenedRelay, openRelay } from "../services/concierge/relays/open-relay.ts";
import { revokeRelay } from "../services/concierge/relays/revoke.ts";
import { sendRelayForm } from "../services/concierge/relays/send.ts";
import { showRelay } from "../services/concierge/relays/show.ts";

const TAGS: [string] = ["Concierge"];
const manages = onTenant("manageModules");
const byLink = open("whoever fills it in has no account; the secret in the link says what for");
// Of a link that was cut off in a mail is said what is said of any other that opens nothing.
const Token = z.object({ token: z.string().min(1).max(100) });
const ById = z.object({ id: Id });

/** The links of a session, for those who send them. */
export const sessionRelays = new Hono<AppEnv>()
  .get(
    "/:id/relays",
    route({
      policy: manages,
      summary: "Links by which others fill in what is missing",
      tags: TAGS,
      responses: { 200: { description: "Newest first, without their secrets", schema: RelayList } },
    }),
    params(ById),
    async (c) => c.json(await listRelays(c.get("ctx"), c.req.valid("param").id)),
  )
  .post(
    "/:id/relays",
    route({
      policy: manages,
      summary: "Make a link for somebody without an account",
      tags: TAGS,
      description:
        "It works for seven days and shows the missing fields of its modules alone. Its address is answered this once.",
      responses: { 201: { description: "With its address", schema: docOf(NewRelay) } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(ById),
    body(CreateRelay),
    async (c) => c.json({ doc: await createRelay(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")) }, 201),
  )
  .delete(
    "/:id/relays/:relayId",
    route({
      policy: manages,
      summary: "Take a link back",
      tags: TAGS,
      responses: { 200: { description: "As it is now", schema: docOf(Relay) } },
      errors: ["conflict", "suspended"],
    }),
    params(z.object({ id: Id, relayId: Id })),
    async (c) => {
      const { id, relayId } = c.req.valid("param");
      return c.json({ doc: await revokeRelay(c.get("ctx"), { conciergeId: id, relayId }), message: "Taken back." });
    },
  );

/** The same links, for those who hold one. Its secret comes in the body: addresses are logged. */
export const relays = new Hono<AppEnv>()
  .post(
    "/open",
    route({
      policy: byLink,
      summary: "What a link asks for",
      tags: TAGS,
      description: "Missing fields alone, and how far each module is. Nothing that is there already is shown.",
      responses: { 200: { description: "For the holder of the link", schema: RelayPage } },
      errors: ["invalid", "bad_origin", "link_over", "suspended", "too_many"],
    }),
    body(Token),
    async (c) => c.json(await showRelay(await opened(c, "look", c.req.valid("json").token))),
  )
  .post(
    "/forms/:slug",
    route({
      policy: byLink,
      summary: "Fill in the form of one module",
      tags: TAGS,
      description:
        "Values go to the vault, and the module is tried with them. Faults name `values.<requirement>` and `config.<setting>`.",
      responses: { 200: { description: "How it stands now", schema: RelayPage } },
      errors: ["invalid", "bad_origin", "link_over", "not_found", "conflict", "suspended", "too_many"],
    }),
    params(z.object({ slug: ModuleSlug })),
    body(SendRelayForm.extend(Token.shape)),
    async (c) => {
      const { token, ...sent } = c.req.valid("json");
      const relay = await opened(c, "form", token);
      await sendRelayForm(relay, c.req.valid("param").slug, sent);
      return c.json(await showRelay(relay));
    },
  );

async function opened(c: Context<AppEnv>, what: "look" | "form", token: string): Promise<OpenedRelay> {
  await admitRelay(c.env, callerIp(c), what);
  return openRelay(c.env, { token, now: Date.now(), waitUntil: (work) => c.executionCtx.waitUntil(work) });
}
