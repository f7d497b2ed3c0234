import { Hono } from "hono";
import { MergeContacts, MergePreview, Merged, PreviewMerge, Unmerged } from "../../schema/contracts/merges.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { body } from "../middleware/validate.ts";

const tags: [string] = ["Contacts"];

/** Two contacts that are one person. */
export const merges = new Hono<AppEnv>()
  .post(
    "/:id/merges/preview",
    route({
      policy: onTenant("editLeads"),
      summary: "See what merging another contact into this one will do",
      tags,
      description: "Changes nothing. Send the `version` it answers with the merge.",
      responses: { 200: { description: "Exactly what will happen", schema: MergePreview } },
      errors: ["invalid", "suspended", "not_a_subaccount"],
    }),
    body(PreviewMerge),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      const input = { ...c.req.valid("json"), id: c.req.param("id") };
      return c.json(await subAccount(env, tenant.id).previewMerge(actor, input));
    },
  )
  .post(
    "/:id/merges",
    route({
      policy: onTenant("editLeads"),
      summary: "Merge another contact into this one",
      tags,
      description:
        "`other` becomes part of the contact: reading its id answers the contact from then on, writing to it is refused. Can be undone for 30 days.",
      responses: { 201: { description: "The contact as it is now", schema: Merged } },
      errors: ["invalid", "conflict", "suspended", "not_a_subaccount"],
    }),
    body(MergeContacts),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      const input = { ...c.req.valid("json"), id: c.req.param("id") };
      const { doc, merge } = await subAccount(env, tenant.id).mergeContacts(actor, input);
      return c.json({ doc, merge, message: "Contacts merged." }, 201);
    },
  )
  .delete(
    "/:id/merges/:mergeId",
    route({
      policy: onTenant("editLeads"),
      summary: "Undo a merge",
      tags,
      description:
        "What was moved goes back, and what came since by one of the other contact's ids goes along. Merges are undone in reverse order.",
      responses: { 200: { description: "Both contacts as they are now", schema: Unmerged } },
      errors: ["conflict", "suspended", "not_a_subaccount"],
    }),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      const input = { id: c.req.param("id"), mergeId: c.req.param("mergeId") };
      const { doc, restored } = await subAccount(env, tenant.id).undoMerge(actor, input);
      return c.json({ doc, restored, message: "Merge undone." });
    },
  );
