import { Hono } from "hono";
import { z } from "zod";
import { Module, ModuleList } from "../../schema/contracts/modules.ts";
import type { AppEnv } from "../app-env.ts";
import { route, signedIn } from "../middleware/policy.ts";
import { params } from "../middleware/validate.ts";
import { getModule, listModules } from "../services/modules/list.ts";

const Slug = z.object({ slug: z.string().max(60) });

export const modules = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: signedIn,
      summary: "The marketplace",
      tags: ["Modules"],
      description: "Every module with what it needs: enough to draw its install form.",
      responses: { 200: { description: "All modules", schema: ModuleList } },
    }),
    (c) => c.json({ docs: listModules(c.env) }),
  )
  .get(
    "/:slug",
    route({
      policy: signedIn,
      summary: "One module",
      tags: ["Modules"],
      responses: { 200: { description: "The module", schema: Module } },
      errors: ["not_found"],
    }),
    params(Slug),
    (c) => c.json(getModule(c.env, c.req.valid("param").slug)),
  );
