import { Hono } from "hono";
import { z } from "zod";
import { docOf, Id } from "../../schema/contracts/common.ts";
import { ApiKey, ApiKeyList, CreateApiKey, CreatedApiKey, RotateApiKey } from "../../schema/contracts/keys.ts";
import type { AppEnv } from "../app-env.ts";
import { ANY_TENANT, onTenant, route } from "../middleware/policy.ts";
import { body, params } from "../middleware/validate.ts";
import { createKey } from "../services/keys/create.ts";
import { listKeys } from "../services/keys/list.ts";
import { revokeKey } from "../services/keys/revoke.ts";
import { rotateKey } from "../services/keys/rotate.ts";

const ById = z.object({ id: Id });
const tags: [string] = ["API keys"];

/** Programs' keys to an account. */
export const keys = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("manageKeys", ANY_TENANT),
      summary: "The account's API keys",
      tags,
      responses: { 200: { description: "Those that work first, newest first", schema: ApiKeyList } },
    }),
    async (c) => c.json(await listKeys(c.get("ctx"))),
  )
  .post(
    "/",
    route({
      policy: onTenant("manageKeys", ANY_TENANT),
      summary: "Make an API key",
      tags,
      description:
        "The key is in this answer and nowhere else. It opens the active account and what is below it, and can do there what its scopes say: none that you do not have yourself.",
      responses: { 201: { description: "Made", schema: CreatedApiKey } },
      errors: ["invalid", "plan_limit", "suspended"],
    }),
    body(CreateApiKey),
    async (c) => c.json({ ...(await createKey(c.get("ctx"), c.req.valid("json"))), message: "Copy the key now." }, 201),
  )
  .post(
    "/:id/rotation",
    route({
      policy: onTenant("manageKeys", ANY_TENANT),
      summary: "Replace an API key",
      tags,
      description: "A new key of the same name and scopes; the old one goes on working for `graceHours`.",
      responses: { 201: { description: "The new key", schema: CreatedApiKey } },
      errors: ["invalid", "conflict", "suspended"],
    }),
    params(ById),
    body(RotateApiKey),
    async (c) =>
      c.json(
        {
          ...(await rotateKey(c.get("ctx"), c.req.valid("param").id, c.req.valid("json"))),
          message: "Copy the new key now.",
        },
        201,
      ),
  )
  .delete(
    "/:id",
    route({
      // A key that got out must be ended, however the account stands.
      policy: onTenant("manageKeys", ANY_TENANT, { evenSuspended: true }),
      summary: "Revoke an API key",
      tags,
      description: "It opens no door within a second. Also in an account that is suspended.",
      responses: { 200: { description: "As it is now", schema: docOf(ApiKey) } },
      errors: ["conflict"],
    }),
    params(ById),
    async (c) => c.json({ doc: await revokeKey(c.get("ctx"), c.req.valid("param").id), message: "Key revoked." }),
  );
