import { Hono } from "hono";
import { z } from "zod";
import { docOf } from "../../schema/contracts/common.ts";
import {
  CuratedModule,
  CuratedModuleList,
  CurateModule,
  Module,
  ModuleList,
  OrderModules,
} from "../../schema/contracts/modules.ts";
import type { AppEnv } from "../app-env.ts";
import { ANY_TENANT, onTenant, route } from "../middleware/policy.ts";
import { body, params } from "../middleware/validate.ts";
import { curateModule } from "../services/modules/curate.ts";
import { listCuratedModules } from "../services/modules/list-curated.ts";
import { getModule, listModules } from "../services/modules/list.ts";
import { orderModules } from "../services/modules/order.ts";

const BySlug = z.object({ slug: z.string().max(60) });
const TAGS: [string] = ["Modules"];
const PLATFORM = onTenant("manageCatalog", ["platform"]);

/** The marketplace: what an account may install, and what the platform decides about it. */
export const modules = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("viewSettings", ANY_TENANT),
      summary: "The marketplace",
      tags: TAGS,
      description:
        "Every module this account may see, in the platform's order, with its whole manifest: enough to draw its install form and its page of documentation.",
      responses: { 200: { description: "All modules", schema: ModuleList } },
    }),
    async (c) => c.json({ docs: await listModules(c.get("ctx")) }),
  )
  .get(
    "/curation",
    route({
      policy: PLATFORM,
      summary: "The marketplace as the platform curates it",
      tags: TAGS,
      responses: { 200: { description: "In order, hidden and retired modules too", schema: CuratedModuleList } },
    }),
    async (c) => c.json({ docs: await listCuratedModules(c.get("ctx")) }),
  )
  .put(
    "/order",
    route({
      policy: PLATFORM,
      summary: "Put the marketplace in order",
      tags: TAGS,
      responses: { 200: { description: "In the new order", schema: CuratedModuleList } },
      errors: ["invalid", "conflict"],
    }),
    body(OrderModules),
    async (c) => c.json({ docs: await orderModules(c.get("ctx"), c.req.valid("json")) }),
  )
  .get(
    "/:slug",
    route({
      policy: onTenant("viewSettings", ANY_TENANT),
      summary: "One module",
      tags: TAGS,
      responses: { 200: { description: "The module", schema: Module } },
      errors: ["not_found"],
    }),
    params(BySlug),
    async (c) => c.json(await getModule(c.get("ctx"), c.req.valid("param").slug)),
  )
  .patch(
    "/:slug",
    route({
      policy: PLATFORM,
      summary: "Hide a module, price it, map it to plans",
      tags: TAGS,
      description: "On the platform. `null` returns to what the manifest says. Installs there are stay as they are.",
      responses: { 200: { description: "As it is now", schema: docOf(CuratedModule) } },
      errors: ["invalid", "conflict"],
    }),
    params(BySlug),
    body(CurateModule),
    async (c) =>
      c.json({
        doc: await curateModule(c.get("ctx"), c.req.valid("param").slug, c.req.valid("json")),
        message: "Saved.",
      }),
  );
