import { RenderCannedReply, RenderedCannedReply } from "../../schema/contracts/canned-replies.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { body } from "../middleware/validate.ts";
import { collectionRoutes } from "./collections/collection-routes.ts";

/** The collection, and filling one in. */
export const cannedReplies = collectionRoutes("canned-replies").post(
  "/:id/rendering",
  route({
    policy: onTenant("sendMessages"),
    summary: "Fill a canned reply in for a conversation",
    tags: ["Canned replies"],
    description: "Nothing is sent: the text is for a person to read, change and send. It counts as one use.",
    responses: { 200: { description: "The text, and what was not known", schema: RenderedCannedReply } },
    errors: ["invalid", "suspended", "not_a_subaccount"],
  }),
  body(RenderCannedReply),
  async (c) => {
    const { actor, env, tenant } = c.get("ctx");
    const input = { ...c.req.valid("json"), id: c.req.param("id"), accountName: tenant.name };
    return c.json(await subAccount(env, tenant.id).renderCannedReply(actor, input));
  },
);
