import { Hono } from "hono";
import { AskAssist, AssistEvent } from "../../schema/contracts/assists.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { body } from "../middleware/validate.ts";
import { askAssist } from "../services/assists/ask.ts";
import { streamed } from "./streamed.ts";

/** What a person asks of the model about a conversation. */
export const assists = new Hono<AppEnv>().post(
  "/:id/assists",
  route({
    policy: onTenant("sendMessages"),
    summary: "Draft a reply, sum up or rewrite with AI",
    tags: ["AI"],
    description:
      "Streams what Claude writes; nothing is sent to the customer. Each event is named by its `type` and has its JSON as data. Closing the request stops the model.",
    responses: {
      200: { description: "Server-sent events", schema: AssistEvent, contentType: "text/event-stream" },
    },
    errors: ["invalid", "ai_cap_reached", "ai_not_connected", "too_many", "suspended", "not_a_subaccount"],
  }),
  body(AskAssist),
  async (c) =>
    streamed(c, await askAssist(c.get("ctx"), { ...c.req.valid("json"), conversationId: c.req.param("id") })),
);
