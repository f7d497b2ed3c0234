import { Hono } from "hono";
import { z } from "zod";
import {
  AuditList,
  AuditReason,
  AuditVerification,
  EXPORT_ROWS_MAX,
  ExportAudit,
  ListAudit,
  VerifyAudit,
} from "../../schema/contracts/audit.ts";
import { Id } from "../../schema/contracts/common.ts";
import type { AppEnv } from "../app-env.ts";
import { ANY_TENANT, onTenant, route } from "../middleware/policy.ts";
import { params, query } from "../middleware/validate.ts";
import { explainAudit } from "../services/audit/explain.ts";
import { exportAudit } from "../services/audit/export.ts";
import { listAudit } from "../services/audit/list.ts";
import { verifyAudit } from "../services/audit/verify.ts";

const tags: [string] = ["Audit"];

/** What was done, by whom, and whether anybody has touched the record of it. */
export const audit = new Hono<AppEnv>()
  .get(
    "/",
    route({
      policy: onTenant("viewAudit", ANY_TENANT),
      summary: "What was done here, newest first",
      tags,
      description:
        "Both stores as one list. `cursor` set to `nextCursor` goes on, however many rows are added meanwhile. A filter looks through a bounded stretch for each page: while `nextCursor` is there, there may be more.",
      responses: { 200: { description: "A page of the log", schema: AuditList } },
      errors: ["invalid"],
    }),
    query(ListAudit),
    async (c) => c.json(await listAudit(c.get("ctx"), c.req.valid("query"))),
  )
  .get(
    "/export",
    route({
      policy: onTenant("viewAudit", ANY_TENANT),
      summary: "The log as a file",
      tags,
      description: `Newest first, at most ${EXPORT_ROWS_MAX} rows; a last line says where there are more, and \`to\` set to the time it tells goes on. In CSV a cell that a spreadsheet would take for a formula begins with an apostrophe.`,
      responses: {
        200: {
          description: "CSV with a heading line, or one JSON document a line",
          contentType: ["text/csv", "application/jsonl"],
        },
      },
      errors: ["invalid"],
    }),
    query(ExportAudit),
    async (c) => {
      const asked = c.req.valid("query");
      const day = new Date().toISOString().slice(0, 10);
      return c.body(await exportAudit(c.get("ctx"), asked), 200, {
        "content-type": asked.format === "csv" ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8",
        "content-disposition": `attachment; filename="audit-${c.get("ctx").tenant.slug}-${day}.${asked.format}"`,
      });
    },
  )
  .get(
    "/verification",
    route({
      policy: onTenant("viewAudit", ANY_TENANT),
      summary: "Check a stretch of the log",
      tags,
      description:
        "Each store keeps a chain: every row is hashed with the one before. Begin with each store at `after=0` and go on with `next`; `docs/audit.md` says what is found and what is not.",
      responses: { 200: { description: "What was found", schema: AuditVerification } },
      errors: ["invalid"],
    }),
    query(VerifyAudit),
    async (c) => c.json(await verifyAudit(c.get("ctx"), c.req.valid("query"))),
  )
  .get(
    "/:id",
    route({
      policy: onTenant("viewAudit", ANY_TENANT),
      summary: "Why something was done",
      tags,
      description: "The row, what else the same request did, and the model's turn before a message.",
      responses: { 200: { description: "The row and what explains it", schema: AuditReason } },
    }),
    params(z.object({ id: Id })),
    async (c) => c.json(await explainAudit(c.get("ctx"), c.req.valid("param").id)),
  );
