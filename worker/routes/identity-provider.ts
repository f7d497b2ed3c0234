import { Hono } from "hono";
import { z } from "zod";
import { docOf } from "../../schema/contracts/common.ts";
import {
  IdentityProvider,
  IdentityProviderState,
  PutIdentityProvider,
} from "../../schema/contracts/identity-provider.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { body } from "../middleware/validate.ts";
import { putProvider } from "../services/identity-provider/put.ts";
import { readIdentityProvider } from "../services/identity-provider/read.ts";
import { removeProvider } from "../services/identity-provider/remove.ts";

const TAGS: [string] = ["Sign-in"];
const Done = z.object({ message: z.string() });

/** An agency's own provider of sign-ins. */
export const identityProvider = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("manageUsers", ["agency"]),
      summary: "The active agency's own sign-in",
      tags: TAGS,
      responses: { 200: { description: "As it is; the secret is never told", schema: IdentityProviderState } },
    }),
    async (c) => c.json(await readIdentityProvider(c.get("ctx"))),
  )
  .put(
    "/",
    route({
      policy: onTenant("manageUsers", ["agency"]),
      summary: "Connect the active agency's own sign-in, or change it",
      tags: TAGS,
      description:
        "OpenID Connect, with the authorization code flow and PKCE. It says who people are, so this takes every right an agency's administrator has. Another issuer or client takes its secret with it, forgets who is linked, and ends the sessions it opened.",
      responses: { 200: { description: "Connected", schema: docOf(IdentityProvider) } },
      errors: ["invalid", "suspended"],
    }),
    body(PutIdentityProvider),
    async (c) => c.json({ doc: await putProvider(c.get("ctx"), c.req.valid("json")), message: "Connected." }),
  )
  .delete(
    "/",
    route({
      policy: onTenant("manageUsers", ["agency"], { evenSuspended: true }),
      summary: "Disconnect the active agency's own sign-in",
      tags: TAGS,
      description: "The sessions it opened end at once.",
      responses: { 200: { description: "Disconnected", schema: Done } },
    }),
    async (c) => {
      await removeProvider(c.get("ctx"));
      return c.json({ message: "Disconnected." });
    },
  );
