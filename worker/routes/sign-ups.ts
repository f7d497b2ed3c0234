import { Hono } from "hono";
import {
  BeginSignUp,
  BegunSignUp,
  CompletedSignUp,
  CompleteSignUp,
  VerifiedSignUp,
  VerifySignUp,
} from "../../schema/contracts/sign-ups.ts";
import type { AppEnv } from "../app-env.ts";
import { actingOn } from "../middleware/acting-on.ts";
import { open, route } from "../middleware/policy.ts";
import { body } from "../middleware/validate.ts";
import { welcome } from "../middleware/welcome.ts";
import { beginSignUp } from "../services/sign-up/begin.ts";
import { completeSignUp } from "../services/sign-up/complete.ts";
import { verifySignUp } from "../services/sign-up/verify.ts";

const TAGS: [string] = ["Start"];

/** How somebody without an account starts an agency of their own: who they are, that the address is theirs, what they start. */
export const signUps = new Hono<AppEnv>()
  .post(
    "/",
    route({
      policy: open("whoever starts has no account yet; counted by address and network"),
      summary: "Begin an agency of your own",
      tags: TAGS,
      description:
        "Mails a code of eight digits to the address. The answer is the same, in words and time, where somebody has the address already: they are told by mail.",
      responses: { 202: { description: "A code is on its way", schema: BegunSignUp } },
      errors: ["invalid", "bad_origin", "forbidden", "too_many"],
    }),
    body(BeginSignUp),
    async (c) => {
      const begun = await beginSignUp(actingOn(c), c.req.valid("json"));
      return c.json({ message: "A code is on its way to your address.", ...begun }, 202);
    },
  )
  .post(
    "/verification",
    route({
      policy: open("the secret of whoever began says who asks"),
      summary: "Prove your address by the mailed code",
      tags: TAGS,
      description: "Five codes may be tried; then begin again.",
      responses: { 200: { description: "Proved", schema: VerifiedSignUp } },
      errors: ["invalid", "bad_origin", "wrong_code", "link_over"],
    }),
    body(VerifySignUp),
    async (c) =>
      c.json({ message: "The address is confirmed.", ...(await verifySignUp(actingOn(c), c.req.valid("json"))) }),
  )
  .post(
    "/completion",
    route({
      policy: open("the secret of whoever began, with an address they proved, says who asks"),
      summary: "Open the agency",
      tags: TAGS,
      description:
        "Makes the agency, its first administrator and a first API key, and signs in: the token is answered and set as a cookie. The key is in this answer and nowhere else.",
      responses: { 201: { description: "Open", schema: CompletedSignUp } },
      errors: ["invalid", "bad_origin", "forbidden", "conflict", "link_over"],
    }),
    body(CompleteSignUp),
    async (c) => {
      const acting = actingOn(c);
      const userAgent = c.req.header("user-agent") ?? null;
      const completed = await completeSignUp(acting, { ...c.req.valid("json"), userAgent });
      await welcome(c, acting, completed);
      return c.json({ ...completed, message: "Your agency is open." }, 201);
    },
  );
