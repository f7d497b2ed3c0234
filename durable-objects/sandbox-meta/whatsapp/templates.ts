import { z } from "zod";
import type { SandboxTemplate } from "../../../schema/contracts/sandbox.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { queueWebhook } from "../delivery.ts";
import type { SandboxNumber } from "../number.ts";
import type { Sandbox } from "../sandbox.ts";
import { TEMPLATE_SET, type WireTemplate } from "./template-set.ts";

const KEY = "template-statuses";
const PAGE_MAX = 100;

/** The templates with the states they were given since. */
export function templatesOf({ storage }: Pick<Sandbox, "storage">): WireTemplate[] {
  const given = storage.kv.get<Record<string, string>>(KEY) ?? {};
  return TEMPLATE_SET.map((template) => ({ ...template, status: given[keyOf(template)] ?? template.status }));
}

/** https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates */
export function templatesPage(sandbox: Sandbox, number: SandboxNumber, asked: URLSearchParams): object {
  const all = templatesOf(sandbox);
  const limit = Math.min(Math.max(Number(asked.get("limit") ?? 25) || 25, 1), PAGE_MAX);
  const cursor = Cursor.safeParse(asked.get("after") ?? "0").data ?? 0;
  const data = all.slice(cursor, cursor + limit);
  const end = cursor + data.length;
  const cursors = { before: String(cursor), after: String(end) };
  const next = `https://graph.facebook.com/v23.0/${number.credentials.businessAccountId}/message_templates?after=${end}`;
  return {
    data: data.map(({ quality, rejected_reason = "NONE", ...template }) => ({
      id: idOf(template),
      ...template,
      rejected_reason,
      ...(quality === undefined ? {} : { quality_score: { score: quality, date: 1_790_000_000 } }),
    })),
    paging: { cursors, ...(end < all.length ? { next } : {}) },
  };
}

const Cursor = z.coerce.number().int().min(0);

/** Every template of the set, with the state it is in now. */
export function listSandboxTemplates(sandbox: Sandbox): SandboxTemplate[] {
  return templatesOf(sandbox).map(({ name, language, status }) => ({ name, language, status }));
}

/** Meta changes its mind about a template: the list tells from now on, and the webhook at once. Throws `not_found`. */
export function changeTemplate(
  sandbox: Sandbox,
  number: SandboxNumber,
  { name, language, status }: SandboxTemplate,
): { doc: SandboxTemplate; deliverySeq: number } {
  const template = TEMPLATE_SET.find((one) => one.name === name && one.language === language);
  if (template === undefined) throw new TrellisError("not_found");
  return sandbox.storage.transactionSync(() => {
    const given = sandbox.storage.kv.get<Record<string, string>>(KEY) ?? {};
    sandbox.storage.kv.put(KEY, { ...given, [keyOf(template)]: status });
    return {
      doc: { name, language, status },
      deliverySeq: queueWebhook(sandbox, statusUpdate(sandbox, number, template, status)),
    };
  });
}

/** https://developers.facebook.com/docs/whatsapp/business-management-api/webhooks/components#message-template-status-updates */
function statusUpdate(sandbox: Sandbox, { credentials }: SandboxNumber, template: WireTemplate, event: string): string {
  const value = {
    event,
    message_template_id: Number(idOf(template)),
    message_template_name: template.name,
    message_template_language: template.language,
    reason: event === "REJECTED" ? "PROMOTIONAL" : event === "PAUSED" ? "low quality" : "NONE",
  };
  const changes = [{ value, field: "message_template_status_update" }];
  const entry = [{ id: credentials.businessAccountId, time: Math.floor(sandbox.now() / 1000), changes }];
  return JSON.stringify({ object: "whatsapp_business_account", entry });
}

function keyOf({ name, language }: Pick<WireTemplate, "name" | "language">): string {
  return `${name} ${language}`;
}

/** Digits, as Meta's are; the same in every account, as nothing but this account's own list is ever asked for them. */
function idOf(template: Pick<WireTemplate, "name" | "language">): string {
  return `96${1_000 + TEMPLATE_SET.findIndex((one) => keyOf(one) === keyOf(template))}`;
}
