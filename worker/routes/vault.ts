import { Hono } from "hono";
import { Rewrapped, RewrapSecrets } from "../../schema/contracts/vault.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { body } from "../middleware/validate.ts";
import { rewrapSecrets } from "../services/vault/rewrap-secrets.ts";

export const vault = new Hono<AppEnv>().post(
  "/rewrap",
  route({
    policy: onTenant("manageTenants", ["platform"]),
    summary: "Seal secrets anew under the newest master key, one batch",
    tags: ["Vault"],
    description:
      "Repeat with `after` until `next` is null; `npm run vault:rotate-key` does. Once a whole pass answers nothing but `current`, the older keys are needed no more.",
    responses: { 200: { description: "What the batch did", schema: Rewrapped } },
    errors: ["invalid", "suspended"],
  }),
  body(RewrapSecrets),
  async (c) => c.json(await rewrapSecrets(c.get("ctx"), c.req.valid("json"))),
);
