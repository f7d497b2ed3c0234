import { Hono } from "hono";
import { z } from "zod";
import { subAccount } from "../../durable-objects/stubs.ts";
import type { AppEnv } from "../app-env.ts";
import { onTenant, route } from "../middleware/policy.ts";

export const labels = new Hono<AppEnv>().get(
  "/",
  route({
    policy: onTenant("viewLeads"),
    summary: "List the labels in use",
    tags: ["Conversations"],
    responses: { 200: { description: "By name", schema: z.object({ docs: z.array(z.string()) }) } },
    errors: ["not_a_subaccount"],
  }),
  async (c) => {
    const { actor, env, tenant } = c.get("ctx");
    return c.json({ docs: await subAccount(env, tenant.id).listLabels(actor) });
  },
);
