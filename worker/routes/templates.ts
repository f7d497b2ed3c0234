import { Hono } from "hono";
import { describeRoute } from "hono-openapi";
import { z } from "zod";
import { COLLECTIONS } from "../../schema/collections/catalog.ts";
import { parseListQuery } from "../../schema/collections/parse-query.ts";
import { parseWhere } from "../../schema/collections/parse-where.ts";
import { pageOf } from "../../schema/contracts/common.ts";
import { Template, TEMPLATE_STATUSES, TemplateSyncList } from "../../schema/contracts/templates.ts";
import { CHANNELS } from "../../schema/channels.ts";
import { subAccount } from "../../durable-objects/stubs.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";
import { query } from "../middleware/validate.ts";
import { LIST_PARAMETERS } from "./collections/parameters.ts";
import { searchOf, selectable } from "./collections/wording.ts";

const tags: [string] = ["Templates"];

/** The filters people use, by plain names; `where` takes every other. */
const Filters = z.object({
  channel: z.enum(CHANNELS).optional(),
  integration: z.string().max(64).optional(),
  language: z.string().max(20).optional(),
  status: z.enum(TEMPLATE_STATUSES).optional(),
  search: z.string().max(200).optional().meta({ description: "Words of the name" }),
});

/** Message templates as their providers hold them: read here, made there. */
export const templates = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("viewLeads"),
      summary: "List message templates",
      tags,
      description: "As the provider last told them. Only `approved` ones can be sent.",
      responses: { 200: { description: "A page of them", schema: pageOf(selectable(Template)) } },
      errors: ["invalid", "not_a_subaccount"],
    }),
    describeRoute({ parameters: LIST_PARAMETERS }),
    query(Filters),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      const list = parseListQuery(COLLECTIONS.templates, searchOf(c.req.url));
      const plain = parseWhere(COLLECTIONS.templates, whereOf(c.req.valid("query")));
      const all = [list.where, plain].filter((where) => where !== null);
      const input = { collection: "templates", query: { ...list, where: all.length === 0 ? null : { all } } } as const;
      return c.json(await subAccount(env, tenant.id).listDocuments(actor, input));
    },
  )
  .get(
    "/sync",
    route({
      policy: onTenant("viewLeads"),
      summary: "How the reading of templates stands",
      tags,
      description: "One entry for each connected number that has templates, with the provider's reason when it failed.",
      responses: { 200: { description: "By number", schema: TemplateSyncList } },
      errors: ["not_a_subaccount"],
    }),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      return c.json({ docs: await subAccount(env, tenant.id).listTemplateSyncs(actor) });
    },
  )
  .post(
    "/sync",
    route({
      policy: onTenant("sendMessages"),
      summary: "Read the templates anew",
      tags,
      description:
        "From every connected number's provider, unless that was done in the last ten seconds. It goes on by itself: ask `GET /api/templates/sync` how far it is. Without this they are read once a day, and a provider's own word about one counts at once.",
      responses: { 202: { description: "As it stands now", schema: TemplateSyncList } },
      errors: ["suspended", "not_a_subaccount"],
    }),
    async (c) => {
      const { actor, env, tenant } = c.get("ctx");
      return c.json({ docs: await subAccount(env, tenant.id).askTemplates(actor) }, 202);
    },
  );

function whereOf({ channel, integration, language, search, status }: z.infer<typeof Filters>) {
  return {
    ...(channel === undefined ? {} : { channel: { equals: channel } }),
    ...(integration === undefined ? {} : { integrationId: { equals: integration } }),
    ...(language === undefined ? {} : { language: { equals: language } }),
    ...(status === undefined ? {} : { status: { equals: status } }),
    ...(search === undefined || search.trim() === "" ? {} : { name: { like: search } }),
  };
}
