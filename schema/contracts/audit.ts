import { z } from "zod";
import { AI_CALL_KINDS, ASSIST_OUTCOMES } from "./assists.ts";
import { Id, line, Timestamp } from "./common.ts";

/** Where a row, and the write it tells of, lives: the control plane or the account's own object. Each keeps a chain of its own. */
export const AUDIT_STORES = ["control", "account"] as const;
export type AuditStore = (typeof AUDIT_STORES)[number];

export const AuditRow = z.object({
  id: Id,
  at: Timestamp,
  actor: z.object({ type: z.string(), id: z.string(), name: z.string() }),
  impersonator: z
    .object({ id: z.string(), name: z.string() })
    .nullable()
    .meta({ description: "Who looked through the actor's eyes" }),
  via: z.string().meta({
    description: "Through which door: session, api_key, webhook, outbox … Empty in rows from before doors were kept",
  }),
  action: z.string().meta({ description: "entity.verb, e.g. integration.installed" }),
  entity: z.string(),
  entityId: z.string(),
  before: z.unknown().nullable(),
  after: z.unknown().nullable(),
  requestId: z.string().nullable(),
  store: z
    .enum(AUDIT_STORES)
    .meta({ description: "Where the write lives: the control plane or the account's own object" }),
  seq: z
    .number()
    .int()
    .nullable()
    .meta({ description: "Its number in that store's chain; null from before the chain" }),
});
export type AuditRow = z.infer<typeof AuditRow>;

export const AuditList = z.object({
  docs: z.array(AuditRow),
  nextCursor: z.string().nullable().meta({
    description: "Where the next page goes on; null at the end. A page may hold less than was asked for, or nothing",
  }),
  searchedTo: Timestamp.nullable().meta({ description: "How far back this page has looked; null at the end" }),
});
export type AuditList = z.infer<typeof AuditList>;

const Name = z.string().min(1).max(120);

/** What narrows the audit log down. All of them hold. */
export const AuditFilters = z.object({
  actor: Name.optional().meta({ description: "Id of who did it, or of who looked through their eyes" }),
  action: Name.optional(),
  entity: Name.optional(),
  entityId: Name.optional(),
  via: Name.optional(),
  request: Name.optional().meta({ description: "Id of the request that did it" }),
  from: Timestamp.optional().meta({ description: "At or after" }),
  to: Timestamp.optional().meta({ description: "Before" }),
  text: line(120).optional().meta({ description: "In any case, anywhere in a row" }),
});
export type AuditFilters = z.infer<typeof AuditFilters>;

export const ListAudit = AuditFilters.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
});
export type ListAudit = z.infer<typeof ListAudit>;

export const EXPORT_FORMATS = ["csv", "jsonl"] as const;
/** Rows one export holds at most. A last line says where there are more, and with which `to` to go on. */
export const EXPORT_ROWS_MAX = 100_000;
export const ExportAudit = AuditFilters.extend({ format: z.enum(EXPORT_FORMATS).default("csv") });
export type ExportAudit = z.infer<typeof ExportAudit>;

/** A row with what explains it. */
export const AuditReason = z.object({
  doc: AuditRow,
  request: z.array(AuditRow).meta({ description: "What else the same request did, oldest first" }),
  assist: z
    .object({
      id: Id,
      at: Timestamp,
      kind: z.enum(AI_CALL_KINDS),
      model: z.string(),
      agent: z.string().nullable(),
      outcome: z.enum(ASSIST_OUTCOMES),
      costMicros: z.number().int().meta({ description: "Millionths of a US dollar" }),
    })
    .nullable()
    .meta({
      description:
        "What the author of a message last had the model do in that conversation, within half an hour before",
    }),
});
export type AuditReason = z.infer<typeof AuditReason>;

export const VerifyAudit = z.object({
  store: z.enum(AUDIT_STORES).default("control"),
  after: z.coerce
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .default(0)
    .meta({ description: "Number of the last row that was verified: `next` of the answer before" }),
  seen: z
    .string()
    .regex(/^\d{1,15}:[\w-]{1,64}$/, "must be a number and a hash with a colon between them")
    .optional()
    .meta({ description: "`seq:hash` of a row known from before: it must still be there" }),
});
export type VerifyAudit = z.infer<typeof VerifyAudit>;

export const AUDIT_FAULTS = {
  broken: "A row was changed, taken out or put in.",
  witness: "A row that was noted one level up is not there any more as it was.",
  seen: "The row that was named is not there any more as it was.",
  stray: "A row stands outside the chain although the chain had begun.",
} as const;
export type AuditFault = keyof typeof AUDIT_FAULTS;

/** A stretch of one store's chain, checked. */
export const AuditVerification = z.object({
  tenantId: Id,
  store: z.enum(AUDIT_STORES),
  ok: z.boolean(),
  rows: z.number().int().meta({ description: "Looked at in this stretch" }),
  from: z.number().int(),
  to: z.number().int(),
  next: z
    .number()
    .int()
    .nullable()
    .meta({ description: "Where the next stretch begins: `after`. Null at the end, or where it broke" }),
  brokenAt: z.number().int().nullable().meta({ description: "Number of the first row that does not hold" }),
  fault: z.enum(Object.keys(AUDIT_FAULTS) as [AuditFault, ...AuditFault[]]).nullable(),
  message: z.string().nullable(),
  head: z.object({ seq: z.number().int(), hash: z.string() }).meta({ description: "The newest row" }),
  unchained: z.number().int().meta({ description: "Rows from before the chain began: nothing is known of them" }),
  witness: z
    .object({ seq: z.number().int(), at: Timestamp })
    .nullable()
    .meta({ description: "The newest row that was noted one level up, and when" }),
});
export type AuditVerification = z.infer<typeof AuditVerification>;
