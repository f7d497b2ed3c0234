import { Hono } from "hono";
import { z } from "zod";
import {
  AuthenticatorState,
  ConfirmAuthenticator,
  EnrolAuthenticator,
  EnrolledAuthenticator,
  LoginCode,
  ProveBoth,
  RecoveryCodes,
} from "../../schema/contracts/second-factor.ts";
import { LoginResponse } from "../../schema/contracts/users.ts";
import type { AppEnv } from "../app-env.ts";
import { actingOn } from "../middleware/acting-on.ts";
import { open, route, signedIn } from "../middleware/policy.ts";
import { welcome } from "../middleware/welcome.ts";
import { body } from "../middleware/validate.ts";
import {
  authenticatorState,
  confirmAuthenticator,
  enrolAuthenticator,
  removeOwnAuthenticator,
  renewRecoveryCodes,
} from "../services/second-factor/manage.ts";
import { signInByCode } from "../services/second-factor/sign-in.ts";

const TAGS: [string] = ["Users"];
const Done = z.object({ message: z.string() });

/** The authenticator app: a code besides the password. */
export const secondFactor = new Hono<AppEnv>()
  .post(
    "/login/code",
    route({
      policy: open(
        "the second step of signing in; the challenge says that the password was right, and tries are counted",
      ),
      summary: "Sign in: the second step",
      tags: TAGS,
      description:
        "With the challenge of `mfa_required` and a code of the app, or a recovery code. Each code works once.",
      responses: { 200: { description: "Signed in", schema: LoginResponse } },
      errors: ["invalid", "challenge_over", "wrong_code", "bad_origin", "too_many"],
    }),
    body(LoginCode),
    async (c) => {
      const acting = actingOn(c);
      const userAgent = c.req.header("user-agent") ?? null;
      const signedInNow = await signInByCode(c.env, { ...c.req.valid("json"), ...acting, userAgent });
      await welcome(c, acting, signedInNow);
      return c.json({ message: "Signed in.", ...signedInNow });
    },
  )
  .get(
    "/authenticator",
    route({
      policy: signedIn,
      summary: "Whether you sign in with a code",
      tags: TAGS,
      responses: { 200: { description: "As it is", schema: AuthenticatorState } },
    }),
    async (c) => c.json(await authenticatorState(actingOn(c), c.get("principal"))),
  )
  .post(
    "/authenticator",
    route({
      policy: signedIn,
      summary: "Begin to set up an authenticator app",
      tags: TAGS,
      description: "The secret is answered this once. It counts after a code of it was sent by PUT.",
      responses: { 201: { description: "Show it as a picture, and as text", schema: EnrolledAuthenticator } },
      errors: ["invalid", "second_factor_required", "conflict", "too_many"],
    }),
    body(EnrolAuthenticator),
    async (c) =>
      c.json(await enrolAuthenticator(actingOn(c), c.get("principal"), c.req.valid("json").currentPassword), 201),
  )
  .put(
    "/authenticator",
    route({
      policy: signedIn,
      summary: "Let the authenticator app count",
      tags: TAGS,
      responses: { 200: { description: "The recovery codes, this once", schema: RecoveryCodes } },
      errors: ["invalid", "second_factor_required", "conflict"],
    }),
    body(ConfirmAuthenticator),
    async (c) => c.json(await confirmAuthenticator(actingOn(c), c.get("principal"), c.req.valid("json").code)),
  )
  .delete(
    "/authenticator",
    route({
      policy: signedIn,
      summary: "Turn the authenticator app off",
      tags: TAGS,
      responses: { 200: { description: "Off", schema: Done } },
      errors: ["invalid", "wrong_code", "conflict", "too_many"],
    }),
    body(ProveBoth),
    async (c) => {
      await removeOwnAuthenticator(actingOn(c), c.get("principal"), c.req.valid("json"));
      return c.json({ message: "Your password alone signs you in now." });
    },
  )
  .post(
    "/recovery-codes",
    route({
      policy: signedIn,
      summary: "New recovery codes in place of the old",
      tags: TAGS,
      responses: { 200: { description: "Shown this once", schema: RecoveryCodes } },
      errors: ["invalid", "wrong_code", "conflict", "too_many"],
    }),
    body(ProveBoth),
    async (c) => c.json(await renewRecoveryCodes(actingOn(c), c.get("principal"), c.req.valid("json"))),
  );
