import { z } from "zod";
import { Id, Timestamp } from "./common.ts";

export const AuditRow = z.object({
  id: Id,
  at: Timestamp,
  actor: z.object({ type: z.string(), id: z.string(), name: z.string() }),
  action: z.string().meta({ description: "entity.verb, e.g. integration.installed" }),
  entity: z.string(),
  entityId: z.string(),
  before: z.unknown().nullable(),
  after: z.unknown().nullable(),
  requestId: z.string().nullable(),
  store: z
    .enum(["control", "account"])
    .meta({ description: "Where the write lives: the control plane or the account's own object" }),
});
export type AuditRow = z.infer<typeof AuditRow>;
export const AuditList = z.object({ docs: z.array(AuditRow) });
