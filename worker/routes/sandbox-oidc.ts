import { Hono } from "hono";
import { z } from "zod";
import { ProviderDoor, SandboxProviderConsent } from "../../schema/contracts/identity-provider.ts";
import type { AppEnv } from "../app-env.ts";
import { ownOrigin } from "../middleware/origin.ts";
import { open, route } from "../middleware/policy.ts";
import { body } from "../middleware/validate.ts";
import { answerBuiltIn, consentBuiltIn } from "../services/sandbox/oidc/built-in.ts";

const TAGS: [string] = ["Sandbox"];
const description = "Test mode only: elsewhere this answers as if it were not there.";
const Metadata = z.record(z.string(), z.unknown());
/** RFC 6749, 5.2. */
const Refused = z.looseObject({ error: z.string() });

/** The built-in provider of sign-ins, to try an agency's own without an outside one. Whoever asks is whoever they say. */
export const sandboxOidc = new Hono<AppEnv>()
  .get(
    "/.well-known/openid-configuration",
    route({
      policy: open("a provider's own words about itself are for everyone; only in test mode"),
      summary: "What the built-in provider says of itself",
      tags: TAGS,
      description,
      responses: { 200: { description: "OpenID Connect discovery", schema: Metadata } },
      errors: ["not_found"],
    }),
    (c) => answerBuiltIn(c.env, ownOrigin(c), c.req.raw),
  )
  .get(
    "/jwks",
    route({
      policy: open("a provider's public keys are for everyone; only in test mode"),
      summary: "The built-in provider's public keys",
      tags: TAGS,
      description,
      responses: { 200: { description: "A JWK set", schema: Metadata } },
      errors: ["not_found"],
    }),
    (c) => answerBuiltIn(c.env, ownOrigin(c), c.req.raw),
  )
  .post(
    "/token",
    route({
      policy: open("a code of the built-in provider is redeemed by the secret of its one client; only in test mode"),
      summary: "Redeem a code of the built-in provider",
      tags: TAGS,
      description,
      responses: {
        200: { description: "Tokens", schema: Metadata },
        400: { description: "The code or the request is not good", schema: Refused },
        401: { description: "The client is not known", schema: Refused },
      },
      errors: ["not_found", "bad_origin"],
    }),
    (c) => answerBuiltIn(c.env, ownOrigin(c), c.req.raw),
  )
  .post(
    "/consent",
    route({
      policy: open("whoever asks the built-in provider is whoever they say: that is what it is for; only in test mode"),
      summary: "Say who you are to the built-in provider",
      tags: TAGS,
      description,
      responses: { 200: { description: "Where the browser goes next", schema: ProviderDoor } },
      errors: ["invalid", "not_found", "bad_origin"],
    }),
    body(SandboxProviderConsent),
    async (c) => c.json({ url: await consentBuiltIn(c.env, ownOrigin(c), c.req.valid("json"), Date.now()) }),
  );
