import { ActivityList } from "../../schema/contracts/contacts.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { collectionRoutes } from "./collections/collection-routes.ts";

export const contacts = collectionRoutes("contacts").get(
  "/:id/activities",
  route({
    policy: onTenant("viewLeads"),
    summary: "Read a contact's timeline",
    tags: ["Contacts"],
    responses: { 200: { description: "Its newest lines, newest last", schema: ActivityList } },
    errors: ["not_a_subaccount"],
  }),
  async (c) => {
    const { actor, env, tenant } = c.get("ctx");
    return c.json({ docs: await subAccount(env, tenant.id).listActivities(actor, { contactId: c.req.param("id") }) });
  },
);
