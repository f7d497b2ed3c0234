import { Hono } from "hono";
import { z } from "zod";
import { docOf, Id } from "../../schema/contracts/common.ts";
import {
  ConciergeMessage,
  ConciergeOffer,
  ConciergeSaid,
  ConciergeSession,
  ConciergeSessionPage,
  ConciergeState,
  DecideApproval,
  ListConcierge,
  ModuleStep,
  SendForm,
  StartConcierge,
  SteerConcierge,
} from "../../schema/contracts/concierge.ts";
import { TrellisError } from "../../schema/errors.ts";
import { ModuleSlug } from "../../schema/manifest/manifest.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { body, params, query } from "../middleware/validate.ts";
import { listConcierges } from "../services/concierge/list.ts";
import { dismissOffer, readOffer } from "../services/concierge/offer.ts";
import { openLiveConcierge } from "../services/concierge/open-live.ts";
import { say } from "../services/concierge/say.ts";
import { sendForm } from "../services/concierge/send-form.ts";
import { sessionOf } from "../services/concierge/session-of.ts";
import { startConcierge } from "../services/concierge/start.ts";

const ById = z.object({ id: Id });
const Said = z.object({ message: z.string() });
const TAGS: [string] = ["Concierge"];
const looks = onTenant("viewSettings");
const manages = onTenant("manageModules");

/** The set-up of an account by conversation: its sessions, and what people do in them. */
export const concierge = new Hono<AppEnv>()
  .get(
    "/offer",
    route({
      policy: looks,
      summary: "What could be set up now",
      tags: TAGS,
      description:
        "For screens that suggest it: after an account was made, once it may have more, and where its agency gave it something that waits for values.",
      responses: { 200: { description: "What is new since it was last shown or waved away", schema: ConciergeOffer } },
    }),
    async (c) => c.json(await readOffer(c.get("ctx"))),
  )
  .delete(
    "/offer",
    route({
      policy: manages,
      summary: "Wave away what could be set up",
      tags: TAGS,
      description: "It is not suggested again until there is something new.",
      responses: { 200: { description: "Waved away", schema: Said } },
      errors: ["suspended"],
    }),
    async (c) => {
      await dismissOffer(c.get("ctx"));
      return c.json({ message: "We will ask again when there is something new." });
    },
  )
  .get(
    "/sessions",
    route({
      policy: looks,
      summary: "Sessions of the concierge",
      tags: TAGS,
      responses: { 200: { description: "Newest first, without their transcripts", schema: ConciergeSessionPage } },
      errors: ["invalid"],
    }),
    query(ListConcierge),
    async (c) => c.json(await listConcierges(c.get("ctx"), c.req.valid("query"))),
  )
  .post(
    "/sessions",
    route({
      policy: manages,
      summary: "Begin to set an account up",
      tags: TAGS,
      description:
        "An account has one session at a time: where one goes on it is answered (200), with the modules named added to it. It acts with the caller's own rights, so a key cannot begin one.",
      responses: {
        200: { description: "The session that goes on already", schema: docOf(ConciergeState) },
        201: { description: "Begun", schema: docOf(ConciergeState) },
      },
      errors: ["invalid", "conflict", "suspended"],
    }),
    body(StartConcierge),
    async (c) => {
      const { state, isNew } = await startConcierge(c.get("ctx"), c.req.valid("json"));
      return isNew
        ? c.json({ doc: state, message: "Begun." }, 201)
        : c.json({ doc: state, message: "Goes on already." }, 200);
    },
  )
  .get(
    "/sessions/:id",
    route({
      policy: looks,
      summary: "One session with its transcript",
      tags: TAGS,
      responses: { 200: { description: "The socket goes on from its `seq`", schema: ConciergeSession } },
    }),
    params(ById),
    async (c) => {
      const ctx = c.get("ctx");
      return c.json(await (await sessionOf(ctx, c.req.valid("param").id)).read(ctx.actor));
    },
  )
  .get(
    "/sessions/:id/live",
    route({
      policy: looks,
      summary: "Open a session's socket",
      tags: TAGS,
      description:
        "A WebSocket. Down: `hello`, then every entry that changed after `since`, in order, then what comes: `put`, `append`, `state`, `devices`. Up: a bare `ping`. With the cookie, the Origin must be ours.",
      responses: { 101: { description: "The socket is open" } },
      errors: ["invalid", "bad_origin", "too_many"],
    }),
    params(ById),
    query(
      z.object({
        tenant: z.string().max(64).optional(),
        since: z.coerce
          .number()
          .int()
          .min(0)
          .max(Number.MAX_SAFE_INTEGER)
          .default(0)
          .meta({ description: "The last change already seen" }),
      }),
    ),
    (c) => {
      if (c.req.header("upgrade")?.toLowerCase() !== "websocket")
        throw new TrellisError("invalid", { message: "Open this address as a WebSocket.", field: "upgrade" });
      return openLiveConcierge(c.get("ctx"), c.req.valid("param").id, c.req.valid("query").since);
    },
  )
  .post(
    "/sessions/:id/messages",
    route({
      policy: manages,
      summary: "Write to the concierge",
      tags: TAGS,
      description:
        "What looks like a secret is taken out before anybody reads it: credentials go into forms. The same `clientId` twice is the same message.",
      responses: { 201: { description: "Said", schema: ConciergeSaid } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(ById),
    body(ConciergeMessage),
    async (c) => c.json(await say(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")), 201),
  )
  .post(
    "/sessions/:id/forms/:formId",
    route({
      policy: manages,
      summary: "Send a sealed form",
      tags: TAGS,
      description:
        "Values go to the vault; the session and the model hear which fields are stored and how each ends. Faults name `values.<requirement>` and `config.<setting>`.",
      responses: { 200: { description: "Stored", schema: Said } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(z.object({ id: Id, formId: Id })),
    body(SendForm),
    async (c) => c.json(await sendForm(c.get("ctx"), c.req.valid("param"), c.req.valid("json"))),
  )
  .post(
    "/sessions/:id/approvals/:approvalId",
    route({
      policy: manages,
      summary: "Approve or decline one exact action",
      tags: TAGS,
      description: "Only whom it was asked of may, within its time, and what runs is what it showed.",
      responses: { 200: { description: "Decided", schema: Said } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(z.object({ id: Id, approvalId: Id })),
    body(DecideApproval),
    async (c) => {
      const ctx = c.get("ctx");
      const { id, approvalId } = c.req.valid("param");
      const { decision } = c.req.valid("json");
      await (await sessionOf(ctx, id)).decide(ctx.actor, { entryId: approvalId, decision });
      return c.json({ message: decision === "approve" ? "Approved." : "Declined." });
    },
  )
  .post(
    "/sessions/:id/modules/:slug",
    route({
      policy: manages,
      summary: "Try a module again, leave it out, or take it up again",
      tags: TAGS,
      responses: { 200: { description: "Done", schema: Said } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(z.object({ id: Id, slug: ModuleSlug })),
    body(ModuleStep),
    async (c) => {
      const ctx = c.get("ctx");
      const { id, slug } = c.req.valid("param");
      await (await sessionOf(ctx, id)).step(ctx.actor, { ...c.req.valid("json"), module: slug });
      return c.json({ message: "Done." });
    },
  )
  .post(
    "/sessions/:id/steer",
    route({
      policy: manages,
      summary: "Stop a session, go on with it, take it over, or change who leads",
      tags: TAGS,
      description: "`take` has it act with the caller's own rights from then on.",
      responses: { 200: { description: "Done", schema: Said } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(ById),
    body(SteerConcierge),
    async (c) => {
      const ctx = c.get("ctx");
      await (await sessionOf(ctx, c.req.valid("param").id)).steer(ctx.actor, c.req.valid("json"));
      return c.json({ message: "Done." });
    },
  );
