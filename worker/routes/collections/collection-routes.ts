import { describeRoute } from "hono-openapi";
import { COLLECTIONS, type WritableSlug } from "../../../schema/collections/catalog.ts";
import type { WritableCollection } from "../../../schema/collections/collection.ts";
import { parseBulkWhere } from "../../../schema/collections/parse-query.ts";
import { bulkOf, docOf } from "../../../schema/contracts/common.ts";
import { subAccount } from "../../../durable-objects/stubs.ts";
import { onTenant, route } from "../../middleware/policy.ts";
import { body } from "../../middleware/validate.ts";
import { requireMembers } from "../../services/members/require.ts";
import { BULK_WHERE } from "./parameters.ts";
import { readRoutes } from "./read-routes.ts";
import { bulkMessage, searchOf, titled } from "./wording.ts";

/** Every route of a collection whose documents clients make, change and delete: Payload's REST shape. */
export function collectionRoutes(slug: WritableSlug) {
  const collection: WritableCollection = COLLECTIONS[slug];
  const { capability, create, document, label, update } = collection;
  const tags: [string] = [titled(label.many)];
  return readRoutes(slug)
    .post(
      "/",
      route({
        policy: onTenant(capability.write),
        summary: `Make a ${label.one}`,
        tags,
        responses: { 201: { description: "Made", schema: docOf(document) } },
        errors: ["invalid", "conflict", "suspended", "plan_limit", "not_a_subaccount"],
      }),
      body(create),
      async (c) => {
        const ctx = c.get("ctx");
        const data = c.req.valid("json");
        await requireMembers(ctx, collection, data);
        const doc = await subAccount(ctx.env, ctx.tenant.id).createDocument(ctx.actor, { collection: slug, data });
        return c.json({ doc, message: `${titled(label.one)} created.` }, 201);
      },
    )
    .patch(
      "/",
      route({
        policy: onTenant(capability.write),
        summary: `Change every ${label.one} that matches`,
        tags,
        description:
          "At most 500 at once; `message` says how many matched. What one document refuses is told under `errors`, the others stand.",
        responses: { 200: { description: "What was changed, and what could not be", schema: bulkOf(document) } },
        errors: ["invalid", "suspended", "not_a_subaccount"],
      }),
      describeRoute({ parameters: [BULK_WHERE] }),
      body(update),
      async (c) => {
        const ctx = c.get("ctx");
        const where = parseBulkWhere(collection, searchOf(c.req.url));
        const data = c.req.valid("json");
        await requireMembers(ctx, collection, data);
        const { docs, errors, matched } = await subAccount(ctx.env, ctx.tenant.id).updateWhere(ctx.actor, {
          collection: slug,
          where,
          data,
        });
        return c.json({ docs, errors, message: bulkMessage("Updated", { docs, matched }, label) });
      },
    )
    .delete(
      "/",
      route({
        policy: onTenant(capability.delete),
        summary: `Delete every ${label.one} that matches`,
        tags,
        description: "At most 500 at once; `message` says how many matched. Repeat it for the rest.",
        responses: { 200: { description: "What was deleted, and what could not be", schema: bulkOf(document) } },
        errors: ["invalid", "suspended", "not_a_subaccount"],
      }),
      describeRoute({ parameters: [BULK_WHERE] }),
      async (c) => {
        const ctx = c.get("ctx");
        const where = parseBulkWhere(collection, searchOf(c.req.url));
        const { docs, errors, matched } = await subAccount(ctx.env, ctx.tenant.id).deleteWhere(ctx.actor, {
          collection: slug,
          where,
        });
        return c.json({ docs, errors, message: bulkMessage("Deleted", { docs, matched }, label) });
      },
    )
    .patch(
      "/:id",
      route({
        policy: onTenant(capability.write),
        summary: `Change a ${label.one}`,
        tags,
        description: "Only the given keys change; keys that are not yours to set change nothing.",
        responses: { 200: { description: "Changed", schema: docOf(document) } },
        errors: ["invalid", "conflict", "suspended", "not_a_subaccount"],
      }),
      body(update),
      async (c) => {
        const ctx = c.get("ctx");
        const data = c.req.valid("json");
        await requireMembers(ctx, collection, data);
        const doc = await subAccount(ctx.env, ctx.tenant.id).updateDocument(ctx.actor, {
          collection: slug,
          id: c.req.param("id"),
          data,
        });
        return c.json({ doc, message: `${titled(label.one)} updated.` });
      },
    )
    .delete(
      "/:id",
      route({
        policy: onTenant(capability.delete),
        summary: `Delete a ${label.one}`,
        tags,
        description: "For good, with everything that belongs to it. Answers the document as it was.",
        responses: { 200: { description: "Deleted", schema: docOf(document) } },
        errors: ["suspended", "not_a_subaccount"],
      }),
      async (c) => {
        const ctx = c.get("ctx");
        const doc = await subAccount(ctx.env, ctx.tenant.id).deleteDocument(ctx.actor, {
          collection: slug,
          id: c.req.param("id"),
        });
        return c.json({ doc, message: `${titled(label.one)} deleted.` });
      },
    );
}
