import { Hono } from "hono";
import { AiUsage, AiUsageQuery } from "../../schema/contracts/assists.ts";
import type { AppEnv } from "../app-env.ts";
import { ANY_TENANT, onTenant, route } from "../middleware/policy.ts";
import { query } from "../middleware/validate.ts";
import { monthUsage } from "../services/assists/month-usage.ts";

/** What the account's AI has used. */
export const ai = new Hono<AppEnv>().get(
  "/usage",
  route({
    policy: onTenant("viewSettings", ANY_TENANT),
    summary: "What AI used in a month",
    tags: ["AI"],
    description: "By kind and by model, in tokens and in millionths of a US dollar. Months are in UTC.",
    responses: { 200: { description: "The month", schema: AiUsage } },
    errors: ["invalid"],
  }),
  query(AiUsageQuery),
  async (c) => c.json(await monthUsage(c.get("ctx"), c.req.valid("query").month)),
);
