import type { Template } from "../../../schema/contracts/templates.ts";
import type { TemplateRow } from "../../../schema/data-plane/index.ts";

/** A message template as the API shows it. */
export function templateDocument(row: TemplateRow): Template {
  return {
    ...row,
    statusAt: new Date(row.statusAt).toISOString(),
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}
