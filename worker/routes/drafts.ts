import { Hono } from "hono";
import { z } from "zod";
import { docOf } from "../../schema/contracts/common.ts";
import { DeleteDraft, Draft, PutDraft } from "../../schema/contracts/drafts.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { body, query } from "../middleware/validate.ts";

const tags: [string] = ["Drafts"];

/** Everything the caller has begun to write in the account. */
export const drafts = new Hono<AppEnv>().get(
  "/",
  route({
    policy: onTenant("sendMessages"),
    summary: "List your drafts",
    tags,
    description: "Yours alone, newest first, at most 200. Nobody else sees them.",
    responses: { 200: { description: "All of them", schema: z.object({ docs: z.array(Draft) }) } },
    errors: ["not_a_subaccount"],
  }),
  async (c) => {
    const { actor, env, tenant } = c.get("ctx");
    return c.json({ docs: await subAccount(env, tenant.id).listDrafts(actor) });
  },
);

/** Mounted beside the conversations they are written in. */
export const conversationDrafts = new Hono<AppEnv>()
  .put(
    "/:conversationId/draft",
    route({
      policy: onTenant("sendMessages"),
      summary: "Keep what you are writing",
      tags,
      description:
        "One draft per conversation and mode. `baseVersion` is the version it was written on, 0 for none: 409 when another screen of yours has written since. Your other screens hear of it at once, nobody else does.",
      responses: { 200: { description: "Kept", schema: docOf(Draft) } },
      errors: ["invalid", "conflict", "suspended", "not_a_subaccount"],
    }),
    body(PutDraft),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      const input = { ...c.req.valid("json"), conversationId: c.req.param("conversationId") };
      return c.json({ doc: await subAccount(env, tenant.id).putDraft(actor, input), message: "Draft kept." });
    },
  )
  .delete(
    "/:conversationId/draft",
    route({
      policy: onTenant("sendMessages"),
      summary: "Forget what you were writing",
      tags,
      description:
        "Both drafts without `mode`. With `baseVersion`, 409 when another screen of yours has written since. None there is as good.",
      responses: { 200: { description: "Forgotten", schema: z.object({ message: z.string() }) } },
      errors: ["invalid", "conflict", "suspended", "not_a_subaccount"],
    }),
    query(DeleteDraft),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      const input = { ...c.req.valid("query"), conversationId: c.req.param("conversationId") };
      await subAccount(env, tenant.id).deleteDraft(actor, input);
      return c.json({ message: "Draft forgotten." });
    },
  );
