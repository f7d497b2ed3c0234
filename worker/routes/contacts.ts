import { Hono } from "hono";
import { ActivityList } from "../../schema/contracts/contacts.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { collectionRoutes } from "./collections/collection-routes.ts";
import { contactIdentities } from "./contact-identities.ts";
import { duplicates } from "./duplicates.ts";
import { merges } from "./merges.ts";

const timeline = new Hono<AppEnv>().get(
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

// Before the collection, whose `/:id` would take `/duplicates` for an id.
export const contacts = new Hono<AppEnv>()
  .route("/", duplicates)
  .route("/", collectionRoutes("contacts"))
  .route("/", timeline)
  .route("/", merges)
  .route("/", contactIdentities);
