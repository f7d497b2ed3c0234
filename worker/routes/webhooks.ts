import { type Context, Hono } from "hono";
import { z } from "zod";
import type { ModuleSlug } from "../../modules/catalog.ts";
import { handshakeChallenge } from "../../modules/meta/handshake.ts";
import { TrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import { open, route } from "../middleware/policy.ts";
import { type Door, ownDoor, platformDoor } from "../webhooks/doors.ts";
import { receiveWebhook } from "../webhooks/receive.ts";

const SIGNED = open("the provider proves itself by its signature over the raw bytes");
const HANDSHAKE = open("the provider proves itself by the verify token");

const handshake = route({
  policy: HANDSHAKE,
  summary: "Meta's handshake",
  tags: ["Webhooks"],
  description: "Answers `hub.challenge` as plain text when `hub.verify_token` is this door's.",
  responses: { 200: { description: "The challenge", schema: z.string(), contentType: "text/plain" } },
  errors: ["forbidden"],
});
const delivery = route({
  policy: SIGNED,
  summary: "Deliveries from Meta",
  tags: ["Webhooks"],
  description: "200 once every event is stored. Anything else is to be delivered again; nothing is stored twice.",
  responses: { 200: { description: "Stored", schema: z.object({ ok: z.literal(true) }) } },
  errors: ["bad_signature", "too_large", "unavailable"],
});

/** The modules that Meta delivers to, each with a door for the platform's own app and one for every account that brings its own. */
const DOORS = ["whatsapp", "instagram"] as const satisfies readonly ModuleSlug[];

export const webhooks = new Hono<AppEnv>();
for (const module of DOORS) {
  webhooks
    .get(`/${module}`, handshake, (c) => shakeHands(c, platformDoor(c.env, module)))
    .post(`/${module}`, delivery, (c) => deliver(c, platformDoor(c.env, module)))
    .get(`/${module}/:integrationId`, handshake, async (c) =>
      shakeHands(c, await ownDoor(c.env, module, c.req.param("integrationId"), Date.now())),
    )
    .post(`/${module}/:integrationId`, delivery, async (c) =>
      deliver(c, await ownDoor(c.env, module, c.req.param("integrationId"), Date.now())),
    );
}

async function shakeHands(c: Context<AppEnv>, door: Door | undefined): Promise<Response> {
  const challenge = await handshakeChallenge(new URL(c.req.url).searchParams, door?.verifyToken);
  if (challenge === null) throw new TrellisError("forbidden", { message: "The verify token does not match." });
  return c.text(challenge);
}

async function deliver(c: Context<AppEnv>, door: Door | undefined): Promise<Response> {
  await receiveWebhook({
    env: c.env,
    door,
    body: await c.req.arrayBuffer(),
    signature: c.req.header("x-hub-signature-256"),
    requestId: c.get("requestId"),
    now: Date.now(),
    waitUntil: (work) => c.executionCtx.waitUntil(work),
  });
  return c.json({ ok: true as const });
}
