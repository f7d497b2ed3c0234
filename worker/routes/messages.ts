import { Hono } from "hono";
import { describeRoute } from "hono-openapi";
import { COLLECTIONS } from "../../schema/collections/catalog.ts";
import { parseListQuery } from "../../schema/collections/parse-query.ts";
import { docOf, pageOf } from "../../schema/contracts/common.ts";
import { Message, ReactToMessage, SendMessage } from "../../schema/contracts/messages.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { body } from "../middleware/validate.ts";
import { serveAttachment } from "../services/attachments/serve.ts";
import { servedResponses } from "./attachments.ts";
import { LIST_PARAMETERS } from "./collections/parameters.ts";
import { searchOf, selectable } from "./collections/wording.ts";

const tags: [string] = ["Messages"];

/** Mounted beside the conversations they belong to. */
export const messages = new Hono<AppEnv>()
  .get(
    "/:conversationId/messages",
    route({
      policy: onTenant("viewLeads"),
      summary: "List a conversation's messages",
      tags,
      description: "Newest first. `before=<message id>` goes on with what is older, whatever arrives meanwhile.",
      responses: { 200: { description: "A page of them", schema: pageOf(selectable(Message)) } },
      errors: ["invalid", "not_a_subaccount"],
    }),
    describeRoute({ parameters: LIST_PARAMETERS }),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      const query = {
        ...parseListQuery(COLLECTIONS.messages, searchOf(c.req.url)),
        within: c.req.param("conversationId"),
      };
      return c.json(await subAccount(env, tenant.id).listDocuments(actor, { collection: "messages", query }));
    },
  )
  .post(
    "/:conversationId/messages",
    route({
      policy: onTenant("sendMessages"),
      summary: "Send a message, or write a note",
      tags,
      description:
        "Exactly once per `clientId`: the same one again answers the message already made, with 200. `private` writes a note the customer never sees. A `template` may be sent when the reply window is closed, too. A reply starts `queued`; its status then rises by itself.",
      responses: {
        201: { description: "Made", schema: docOf(Message) },
        200: { description: "Made before, with this `clientId`", schema: docOf(Message) },
      },
      errors: ["invalid", "conflict", "window_closed", "channel_unavailable", "suspended", "not_a_subaccount"],
    }),
    body(SendMessage),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      const input = { ...c.req.valid("json"), conversationId: c.req.param("conversationId") };
      const { created, message } = await subAccount(env, tenant.id).sendMessage(actor, input);
      return c.json(
        { doc: message, message: created ? "Message made." : "This message was made before." },
        created ? 201 : 200,
      );
    },
  )
  .get(
    "/:conversationId/messages/:messageId/attachments/:attachmentId",
    route({
      policy: onTenant("viewLeads"),
      summary: "A file of a message",
      tags,
      description:
        "In an `img`, `audio`, `video` or link name the account by `?tenant=`. 409 while it is still being fetched, or when it will not be had.",
      responses: servedResponses(),
      errors: ["conflict", "not_a_subaccount"],
    }),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      const { attachmentId, conversationId, messageId } = c.req.param();
      const message = { conversationId, messageId };
      const file = await subAccount(env, tenant.id).openAttachment(actor, { attachmentId, message });
      return serveAttachment(env, c.req.raw, file);
    },
  )
  .put(
    "/:conversationId/messages/:messageId/reaction",
    route({
      policy: onTenant("sendMessages"),
      summary: "React to a message",
      tags,
      description:
        "With one emoji, in place of the business's earlier one. Should the channel refuse it, it is taken back.",
      responses: { 200: { description: "The message with it", schema: docOf(Message) } },
      errors: ["invalid", "conflict", "window_closed", "channel_unavailable", "suspended", "not_a_subaccount"],
    }),
    body(ReactToMessage),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      const input = { ...c.req.param(), emoji: c.req.valid("json").emoji };
      const doc = await subAccount(env, tenant.id).reactToMessage(actor, input);
      return c.json({ doc, message: "Reaction queued." });
    },
  )
  .delete(
    "/:conversationId/messages/:messageId/reaction",
    route({
      policy: onTenant("sendMessages"),
      summary: "Take the business's reaction back",
      tags,
      responses: { 200: { description: "The message without it", schema: docOf(Message) } },
      errors: ["conflict", "window_closed", "channel_unavailable", "suspended", "not_a_subaccount"],
    }),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      const doc = await subAccount(env, tenant.id).reactToMessage(actor, { ...c.req.param(), emoji: null });
      return c.json({ doc, message: "Reaction taken back." });
    },
  )
  .post(
    "/:conversationId/messages/:messageId/retry",
    route({
      policy: onTenant("sendMessages"),
      summary: "Send a message again",
      tags,
      description: "One that failed, or whose fate nobody knows: nothing is ever sent twice by itself.",
      responses: { 200: { description: "Queued again", schema: docOf(Message) } },
      errors: ["conflict", "window_closed", "channel_unavailable", "suspended", "not_a_subaccount"],
    }),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      const { conversationId, messageId } = c.req.param();
      const doc = await subAccount(env, tenant.id).retryMessage(actor, { conversationId, messageId });
      return c.json({ doc, message: "Message queued again." });
    },
  );
