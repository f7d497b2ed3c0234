import { Hono } from "hono";
import { z } from "zod";
import { docOf, Id } from "../../schema/contracts/common.ts";
import {
  AddPasskey,
  BeginPasskey,
  Passkey,
  PasskeyCeremony,
  PasskeyList,
  PasskeySignIn,
  RemovePasskey,
  RenamePasskey,
} from "../../schema/contracts/passkeys.ts";
import { LoginResponse } from "../../schema/contracts/users.ts";
import type { AppEnv } from "../app-env.ts";
import { actingOn } from "../middleware/acting-on.ts";
import { open, route, signedIn } from "../middleware/policy.ts";
import { body, params } from "../middleware/validate.ts";
import { welcome } from "../middleware/welcome.ts";
import { addPasskey } from "../services/passkeys/add.ts";
import { beginPasskey } from "../services/passkeys/begin.ts";
import { listPasskeys } from "../services/passkeys/list.ts";
import { removeOwnPasskey } from "../services/passkeys/remove.ts";
import { renameOwnPasskey } from "../services/passkeys/rename.ts";
import { offerPasskeySignIn, signInByPasskey } from "../services/passkeys/sign-in.ts";

const TAGS: [string] = ["Users"];
const Done = z.object({ message: z.string() });
const ById = z.object({ id: Id });

/** Passkeys: signing in with what a device keeps, and no password. */
export const passkeys = new Hono<AppEnv>()
  .post(
    "/login/passkey/options",
    route({
      policy: open("nobody is signed in yet; it answers alike for everyone and keeps nothing"),
      summary: "Begin to sign in with a passkey",
      tags: TAGS,
      responses: { 200: { description: "For navigator.credentials.get", schema: PasskeyCeremony } },
      errors: ["bad_origin", "conflict"],
    }),
    async (c) => c.json(await offerPasskeySignIn(actingOn(c))),
  )
  .post(
    "/login/passkey",
    route({
      policy: open("nobody is signed in yet; the passkey signs a ticket that works once, and tries are counted"),
      summary: "Sign in with a passkey",
      tags: TAGS,
      description: "In place of password and code: the device asked for a finger, face or PIN.",
      responses: { 200: { description: "Signed in", schema: LoginResponse } },
      errors: ["invalid", "passkey_refused", "challenge_over", "bad_origin", "conflict", "too_many"],
    }),
    body(PasskeySignIn),
    async (c) => {
      const acting = actingOn(c);
      const entered = await signInByPasskey(acting, c.req.valid("json"), c.req.header("user-agent") ?? null);
      await welcome(c, acting, entered);
      return c.json({ message: "Signed in.", ...entered });
    },
  )
  .get(
    "/passkeys",
    route({
      policy: signedIn,
      summary: "List your passkeys",
      tags: TAGS,
      responses: { 200: { description: "Oldest first", schema: PasskeyList } },
    }),
    async (c) => c.json({ docs: await listPasskeys(actingOn(c), c.get("principal")) }),
  )
  .post(
    "/passkeys/options",
    route({
      policy: signedIn,
      summary: "Begin to add a passkey",
      tags: TAGS,
      responses: { 200: { description: "For navigator.credentials.create", schema: PasskeyCeremony } },
      errors: ["invalid", "second_factor_required", "conflict", "too_many"],
    }),
    body(BeginPasskey),
    async (c) => c.json(await beginPasskey(actingOn(c), c.get("principal"), c.req.valid("json").currentPassword)),
  )
  .post(
    "/passkeys",
    route({
      policy: signedIn,
      summary: "Add the passkey that was made",
      tags: TAGS,
      responses: { 201: { description: "It signs you in from now on", schema: docOf(Passkey) } },
      errors: ["invalid", "challenge_over", "second_factor_required", "conflict"],
    }),
    body(AddPasskey),
    async (c) => {
      const doc = await addPasskey(actingOn(c), c.get("principal"), c.req.valid("json"));
      return c.json({ doc, message: "Added." }, 201);
    },
  )
  .patch(
    "/passkeys/:id",
    route({
      policy: signedIn,
      summary: "Rename one of your passkeys",
      tags: TAGS,
      responses: { 200: { description: "Renamed", schema: docOf(Passkey) } },
      errors: ["invalid", "not_found"],
    }),
    params(ById),
    body(RenamePasskey),
    async (c) => {
      const named = { id: c.req.valid("param").id, name: c.req.valid("json").name };
      return c.json({ doc: await renameOwnPasskey(actingOn(c), c.get("principal"), named), message: "Renamed." });
    },
  )
  .delete(
    "/passkeys/:id",
    route({
      policy: signedIn,
      summary: "Remove one of your passkeys",
      tags: TAGS,
      responses: { 200: { description: "Removed", schema: Done } },
      errors: ["invalid", "not_found", "second_factor_required", "too_many"],
    }),
    params(ById),
    body(RemovePasskey),
    async (c) => {
      const which = { id: c.req.valid("param").id, currentPassword: c.req.valid("json").currentPassword };
      await removeOwnPasskey(actingOn(c), c.get("principal"), which);
      return c.json({ message: "Removed." });
    },
  );
