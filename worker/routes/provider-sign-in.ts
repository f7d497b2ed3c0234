import { Hono } from "hono";
import {
  FinishProviderSignIn,
  ProviderDoor,
  ProviderOf,
  ProviderOffer,
} from "../../schema/contracts/identity-provider.ts";
import { LoginResponse } from "../../schema/contracts/users.ts";
import type { AppEnv } from "../app-env.ts";
import { actingOn } from "../middleware/acting-on.ts";
import { open, route } from "../middleware/policy.ts";
import { keepProviderTicket, takeProviderTicket } from "../middleware/provider-cookie.ts";
import { body, query } from "../middleware/validate.ts";
import { welcome } from "../middleware/welcome.ts";
import { beginProviderSignIn, PROVIDER_SIGN_IN_SECONDS } from "../services/identity-provider/begin.ts";
import { offerDocument, offeredBySlug } from "../services/identity-provider/offered.ts";
import { signInByProvider } from "../services/identity-provider/sign-in.ts";

const TAGS: [string] = ["Users"];

/** Signing in with an agency's own provider. */
export const providerSignIn = new Hono<AppEnv>()
  .get(
    "/login/provider",
    route({
      policy: open("nobody is signed in yet; it tells of an agency only what its sign-in page shows"),
      summary: "Whether an agency has a sign-in of its own",
      tags: TAGS,
      responses: { 200: { description: "It has", schema: ProviderOffer } },
      errors: ["invalid", "not_found"],
    }),
    query(ProviderOf),
    async (c) => c.json(offerDocument(await offeredBySlug(c.env, c.req.valid("query").agency))),
  )
  .post(
    "/login/provider",
    route({
      policy: open("nobody is signed in yet; begun sign-ins are counted by network"),
      summary: "Begin to sign in with an agency's own provider",
      tags: TAGS,
      description: "Answers where the browser goes next, and sets a cookie without which nobody comes back.",
      responses: { 200: { description: "Go there", schema: ProviderDoor } },
      errors: ["invalid", "not_found", "bad_origin", "too_many", "unavailable"],
    }),
    body(ProviderOf),
    async (c) => {
      const { url, ticket } = await beginProviderSignIn(actingOn(c), c.req.valid("json").agency);
      keepProviderTicket(c, ticket, PROVIDER_SIGN_IN_SECONDS);
      return c.json({ url });
    },
  )
  .post(
    "/login/provider/return",
    route({
      policy: open("the provider says who it is; the cookie says that this browser asked, and works once"),
      summary: "Come back from the provider",
      tags: TAGS,
      description: "With what the address says that the browser came back to.",
      responses: { 200: { description: "Signed in", schema: LoginResponse } },
      errors: ["invalid", "challenge_over", "provider_refused", "mfa_required", "bad_origin"],
    }),
    body(FinishProviderSignIn),
    async (c) => {
      const acting = actingOn(c);
      const cameBack = {
        ticket: takeProviderTicket(c),
        ...c.req.valid("json"),
        userAgent: c.req.header("user-agent") ?? null,
      };
      const entered = await signInByProvider(acting, cameBack);
      await welcome(c, acting, entered);
      return c.json({ message: "Signed in.", ...entered });
    },
  );
