import { Hono } from "hono";
import { z } from "zod";
import {
  ChangeEmail,
  ChangePassword,
  ForgotPassword,
  Profile,
  ResetPassword,
  UpdateProfile,
  VerifiedEmail,
  VerifyEmail,
} from "../../schema/contracts/users.ts";
import { docOf } from "../../schema/contracts/common.ts";
import type { AppEnv } from "../app-env.ts";
import { actingOn } from "../middleware/acting-on.ts";
import { open, route, signedIn } from "../middleware/policy.ts";
import { body } from "../middleware/validate.ts";
import { askVerification } from "../services/account/ask-verification.ts";
import { changeEmail } from "../services/account/change-email.ts";
import { changePassword } from "../services/account/change-password.ts";
import { forgotPassword } from "../services/account/forgot-password.ts";
import { profile, updateProfile } from "../services/account/profile.ts";
import { resetPassword } from "../services/account/reset-password.ts";
import { verifyEmail } from "../services/account/verify-email.ts";

const TAGS: [string] = ["Users"];
const Done = z.object({ message: z.string() });

/** A person's own name, address and password, and the links that are mailed about them. */
export const account = new Hono<AppEnv>()
  .post(
    "/forgot-password",
    route({
      policy: open("whoever forgot the password cannot sign in; counted by address and network"),
      summary: "Ask for a link to choose a new password",
      tags: TAGS,
      description: "The answer is the same, in words and time, whether anybody has the address.",
      responses: { 200: { description: "If somebody has the address, a link is on its way", schema: Done } },
      errors: ["invalid", "bad_origin", "too_many"],
    }),
    body(ForgotPassword),
    async (c) => {
      await forgotPassword(actingOn(c), c.req.valid("json").email);
      return c.json({ message: "If somebody has this address, a link is on its way." });
    },
  )
  .post(
    "/reset-password",
    route({
      policy: open("the secret in the mailed link says who asks"),
      summary: "Choose a new password by a mailed link",
      tags: TAGS,
      description: "Ends every session of the person. Then sign in with the new password.",
      responses: { 200: { description: "Set", schema: VerifiedEmail } },
      errors: ["invalid", "bad_origin", "link_over"],
    }),
    body(ResetPassword),
    async (c) => {
      const { email } = await resetPassword(actingOn(c), c.req.valid("json"));
      return c.json({ message: "Your new password is set. Sign in with it.", email });
    },
  )
  .post(
    "/verify-email",
    route({
      policy: open("the secret in the mailed link says who asks"),
      summary: "Prove an address by a mailed link",
      tags: TAGS,
      responses: { 200: { description: "Proved", schema: VerifiedEmail } },
      errors: ["invalid", "bad_origin", "link_over", "conflict"],
    }),
    body(VerifyEmail),
    async (c) => {
      const { email } = await verifyEmail(actingOn(c), c.req.valid("json").token);
      return c.json({ message: "The address is confirmed.", email });
    },
  )
  .post(
    "/verification",
    route({
      policy: signedIn,
      summary: "Be sent the link that proves your address once more",
      tags: TAGS,
      responses: { 200: { description: "Sent", schema: Done } },
      errors: ["conflict", "too_many"],
    }),
    async (c) => {
      await askVerification(actingOn(c), c.get("principal"));
      return c.json({ message: "The link is on its way." });
    },
  )
  .get(
    "/profile",
    route({
      policy: signedIn,
      summary: "Your name and address",
      tags: TAGS,
      responses: { 200: { description: "As they are", schema: Profile } },
    }),
    async (c) => c.json(await profile(actingOn(c), c.get("principal"))),
  )
  .patch(
    "/profile",
    route({
      policy: signedIn,
      summary: "Change your name",
      tags: TAGS,
      responses: { 200: { description: "As it is now", schema: docOf(Profile) } },
      errors: ["invalid"],
    }),
    body(UpdateProfile),
    async (c) => c.json({ doc: await updateProfile(actingOn(c), c.get("principal"), c.req.valid("json")) }),
  )
  .post(
    "/email",
    route({
      policy: signedIn,
      summary: "Ask for another address",
      tags: TAGS,
      description: "It is yours once the link sent there is opened; the old address is then told.",
      responses: { 202: { description: "The link is on its way", schema: Done } },
      errors: ["invalid", "conflict", "too_many"],
    }),
    body(ChangeEmail),
    async (c) => {
      await changeEmail(actingOn(c), c.get("principal"), c.req.valid("json"));
      return c.json({ message: "Open the link sent to the new address." }, 202);
    },
  )
  .post(
    "/password",
    route({
      policy: signedIn,
      summary: "Change your password",
      tags: TAGS,
      description: "Needs the one you have. Signs you out everywhere else.",
      responses: { 200: { description: "Changed", schema: Done } },
      errors: ["invalid", "conflict", "too_many"],
    }),
    body(ChangePassword),
    async (c) => {
      await changePassword(actingOn(c), c.get("principal"), c.req.valid("json"));
      return c.json({ message: "Your password is changed." });
    },
  );
