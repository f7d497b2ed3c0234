import { subAccount } from "../../../durable-objects/stubs.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { AuditReason, AuditRow } from "../../../schema/contracts/audit.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { assistBefore } from "../../db/ai-usage.ts";
import { auditRow } from "../../db/audit.ts";
import type { Ctx } from "../ctx.ts";
import { auditDocument } from "./document.ts";
import { auditPage } from "./list.ts";

/** What one request does, it does within this. */
const REQUEST_MS = 60_000;
const REQUEST_ROWS_MAX = 50;
const ASSIST_MS = 30 * 60_000;

/** A row with what explains it: what else the same request did, and the model's turn before a message. Throws `forbidden`, `not_found`. */
export async function explainAudit(ctx: Ctx, id: string): Promise<AuditReason> {
  requireCapability(ctx.actor, "viewAudit");
  const doc = await findRow(ctx, id);
  const [request, assist] = await Promise.all([sameRequest(ctx, doc), assistOf(ctx, doc)]);
  return { doc, request, assist };
}

async function findRow(ctx: Ctx, id: string): Promise<AuditRow> {
  const [control, account] = await Promise.all([
    auditRow(ctx.db, id),
    ctx.tenant.type === "subaccount" ? subAccount(ctx.env, ctx.tenant.id).getAudit(ctx.actor, { id }) : undefined,
  ]);
  if (control !== undefined) return auditDocument(control, "control");
  if (account !== undefined) return auditDocument(account, "account");
  throw new TrellisError("not_found");
}

async function sameRequest(ctx: Ctx, { at, id, requestId }: AuditRow): Promise<AuditRow[]> {
  if (requestId === null) return [];
  const moment = (ms: number) => new Date(Date.parse(at) + ms).toISOString();
  const filters = { request: requestId, from: moment(-REQUEST_MS), to: moment(REQUEST_MS) };
  const { rows } = await auditPage(ctx, filters, REQUEST_ROWS_MAX, { control: undefined, account: undefined });
  return rows.filter((row) => row.id !== id).toReversed();
}

async function assistOf(ctx: Ctx, { action, actor, after, at }: AuditRow): Promise<AuditReason["assist"]> {
  const { conversationId } = (after ?? {}) as { conversationId?: unknown };
  if (!action.startsWith("message.") || typeof conversationId !== "string") return null;
  const to = Date.parse(at);
  const call = await assistBefore(ctx.db, { conversationId, userId: actor.id, from: to - ASSIST_MS, to });
  if (call === undefined) return null;
  const { agentId: agent, costMicros, id, kind, model, outcome } = call;
  return { id, at: new Date(call.at).toISOString(), kind, model, agent, outcome, costMicros };
}
