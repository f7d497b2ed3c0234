import { Hono } from "hono";
import { describeRoute } from "hono-openapi";
import { z } from "zod";
import { COLLECTIONS, type CollectionSlug } from "../../../schema/collections/catalog.ts";
import type { Collection } from "../../../schema/collections/collection.ts";
import { parseListQuery, parseReadQuery } from "../../../schema/collections/parse-query.ts";
import { pageOf } from "../../../schema/contracts/common.ts";
import { subAccount } from "../../../durable-objects/stubs.ts";
import type { AppEnv } from "../../app-env.ts";
import { onTenant, route } from "../../middleware/policy.ts";
import { DEPTH, LIST_PARAMETERS, SELECT, WHERE } from "./parameters.ts";
import { searchOf, selectable, titled } from "./wording.ts";

/** The reading half, which every collection has. */
export function readRoutes(slug: Exclude<CollectionSlug, "messages">) {
  const collection: Collection = COLLECTIONS[slug];
  const { capability, document, label } = collection;
  const tags: [string] = [titled(label.many)];
  return new Hono<AppEnv>()
    .get(
      "/",
      route({
        policy: onTenant(capability.read),
        summary: `List ${label.many}`,
        tags,
        responses: { 200: { description: "A page of them", schema: pageOf(selectable(document)) } },
        errors: ["invalid", "not_a_subaccount"],
      }),
      describeRoute({ parameters: LIST_PARAMETERS }),
      async (c) => {
        const ctx = c.get("ctx");
        const query = parseListQuery(collection, searchOf(c.req.url));
        return c.json(await subAccount(ctx.env, ctx.tenant.id).listDocuments(ctx.actor, { collection: slug, query }));
      },
    )
    .get(
      "/count",
      route({
        policy: onTenant(capability.read),
        summary: `Count ${label.many}`,
        tags,
        responses: { 200: { description: "How many match", schema: z.object({ totalDocs: z.number().int() }) } },
        errors: ["invalid", "not_a_subaccount"],
      }),
      describeRoute({ parameters: [WHERE] }),
      async (c) => {
        const ctx = c.get("ctx");
        const query = parseListQuery(collection, searchOf(c.req.url));
        return c.json(await subAccount(ctx.env, ctx.tenant.id).countDocuments(ctx.actor, { collection: slug, query }));
      },
    )
    .get(
      "/:id",
      route({
        policy: onTenant(capability.read),
        summary: `Read a ${label.one}`,
        tags,
        responses: { 200: { description: `The ${label.one}`, schema: selectable(document) } },
        errors: ["invalid", "not_a_subaccount"],
      }),
      describeRoute({ parameters: [DEPTH, SELECT] }),
      async (c) => {
        const ctx = c.get("ctx");
        const { depth, select } = parseReadQuery(collection, searchOf(c.req.url));
        return c.json(
          await subAccount(ctx.env, ctx.tenant.id).getDocument(ctx.actor, {
            collection: slug,
            id: c.req.param("id"),
            depth,
            select,
          }),
        );
      },
    );
}
