import { Hono } from "hono";
import { TrellisError } from "../../schema/errors.ts";
import { readMediaLink } from "../../durable-objects/kit/media-link.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import type { AppEnv } from "../app-env.ts";
import { open, route } from "../middleware/policy.ts";
import { serveAttachment } from "../services/attachments/serve.ts";
import { servedResponses } from "./attachments.ts";

/** Files by an address that is its own right of way. */
export const files = new Hono<AppEnv>().get(
  "/:token",
  route({
    policy: open("A provider fetches a file we send: the address is sealed, names one file, and lives ten minutes."),
    summary: "A file being sent",
    tags: ["Attachments"],
    responses: servedResponses(),
    errors: ["not_found"],
  }),
  async (c) => {
    const named = await readMediaLink(c.env, c.req.param("token"), Date.now());
    if (named === undefined) throw new TrellisError("not_found");
    const { tenantId, attachmentId } = named;
    const actor = { kind: "system", tenantId, via: "outbox" } as const;
    const file = await subAccount(c.env, tenantId).openSentFile(actor, { attachmentId });
    return serveAttachment(c.env, c.req.raw, file);
  },
);
