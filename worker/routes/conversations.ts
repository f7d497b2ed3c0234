import { COLLECTIONS } from "../../schema/collections/catalog.ts";
import { docOf } from "../../schema/contracts/common.ts";
import { Conversation, OpenConversation, UpdateConversation } from "../../schema/contracts/conversations.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { body } from "../middleware/validate.ts";
import { requireMembers } from "../services/members/require.ts";
import { readRoutes } from "./collections/read-routes.ts";

const tags: [string] = ["Conversations"];

export const conversations = readRoutes("conversations")
  .post(
    "/",
    route({
      policy: onTenant("sendMessages"),
      summary: "Open a conversation",
      tags,
      description:
        "With a contact, or with whoever has the phone number `to`. The one that exists already is answered as it is. With `template` and `clientId` it begins with that message, exactly once: the only way to write to someone who never wrote.",
      responses: { 201: { description: "The conversation", schema: docOf(Conversation) } },
      errors: ["invalid", "conflict", "channel_unavailable", "suspended", "plan_limit", "not_a_subaccount"],
    }),
    body(OpenConversation),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      const doc = await subAccount(env, tenant.id).openConversation(actor, c.req.valid("json"));
      return c.json({ doc, message: "Conversation opened." }, 201);
    },
  )
  .patch(
    "/:id",
    route({
      policy: onTenant("editLeads"),
      summary: "Resolve, reopen, assign or label a conversation",
      tags,
      description: "Only the given keys change. `assignee: null` gives it back to everyone.",
      responses: { 200: { description: "Changed", schema: docOf(Conversation) } },
      errors: ["invalid", "suspended", "not_a_subaccount"],
    }),
    body(UpdateConversation),
    async (c) => {
      const ctx = c.get("ctx");
      const patch = c.req.valid("json");
      await requireMembers(ctx, COLLECTIONS.conversations, patch);
      const input = { ...patch, id: c.req.param("id") };
      const doc = await subAccount(ctx.env, ctx.tenant.id).updateConversation(ctx.actor, input);
      return c.json({ doc, message: "Conversation updated." });
    },
  )
  .post(
    "/:id/read",
    route({
      policy: onTenant("editLeads"),
      summary: "Mark a conversation as read",
      tags,
      description: "For the whole team: the unread count becomes 0.",
      responses: { 200: { description: "Read", schema: docOf(Conversation) } },
      errors: ["suspended", "not_a_subaccount"],
    }),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      const doc = await subAccount(env, tenant.id).markRead(actor, { id: c.req.param("id") });
      return c.json({ doc, message: "Conversation read." });
    },
  );
