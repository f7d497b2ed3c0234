import { Hono } from "hono";
import { AuditList } from "../../schema/contracts/audit.ts";
import type { AppEnv } from "../app-env.ts";
import { ANY_TENANT, onTenant, route } from "../middleware/policy.ts";
import { query } from "../middleware/validate.ts";
import { ListAudit, listAudit } from "../services/audit/list.ts";

export const audit = new Hono<AppEnv>().get(
  "/",
  route({
    policy: onTenant("viewAudit", ANY_TENANT),
    summary: "What was done here, newest first",
    tags: ["Audit"],
    description:
      "Both stores as one list. The next page goes on with `before` and `beforeId` set to `at` and `id` of the last row.",
    responses: { 200: { description: "A page of the log", schema: AuditList } },
    errors: ["invalid"],
  }),
  query(ListAudit),
  async (c) => c.json({ docs: await listAudit(c.get("ctx"), c.req.valid("query")) }),
);
