import { type GraphAnswer, graphCall } from "../../meta/graph.ts";
import { at, listAt, textAt } from "../../meta/read.ts";
import type { Credentials, ProviderFetch, ProviderTemplate, TemplateReading } from "../../module.ts";
import { WHATSAPP_ERRORS } from "../provider-errors.ts";
import { readTemplate } from "./read-template.ts";

/** Most that are read and kept: Meta allows 6,000 to those that need them, far more than anyone can choose from. */
export const TEMPLATES_MAX = 2_000;
const PAGE_ITEMS = 100;
/** A list that goes on for longer, with pages however small, is cut. */
const PAGES_MAX = 60;
const READING_MAX_MS = 2 * 60_000;
const FIELDS = "id,name,status,category,language,components,quality_score,rejected_reason,parameter_format";

/**
 * Reads every template of the WhatsApp account, page by page. Nothing is answered unless the list was read to its end or its bound. Never
 * throws.
 * https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates
 */
export async function listTemplates(
  { businessAccountId, accessToken }: Credentials,
  provider: ProviderFetch,
  now: () => number = Date.now,
): Promise<TemplateReading> {
  if (businessAccountId === undefined || accessToken === undefined)
    return failed("not_configured", "This WhatsApp number is not set up completely.", false);
  const found = new Map<string, ProviderTemplate>();
  const cursors = new Set<string>();
  const startedAt = now();
  let after: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    if (now() - startedAt > READING_MAX_MS) return failed("too_slow", "WhatsApp was too slow with its list.", true);
    const query = new URLSearchParams({ fields: FIELDS, limit: String(PAGE_ITEMS), ...(after && { after }) });
    const path = `/${encodeURIComponent(businessAccountId)}/message_templates?${query}`;
    const answer = await graphCall(provider, accessToken, path);
    if (answer.kind !== "ok") return troubleOf(answer);
    for (const item of listAt(answer.body, "data")) {
      const template = readTemplate(item);
      if (template !== undefined) found.set(`${template.name} ${template.language}`, template);
    }
    if (found.size >= TEMPLATES_MAX)
      return {
        kind: "read",
        templates: [...found.values()].slice(0, TEMPLATES_MAX),
        cut: hasMore(answer.body, found.size),
      };
    after = textAt(answer.body, "paging", "cursors", "after");
    // A cursor that was given before would go round for ever.
    if (after === undefined || at(answer.body, "paging", "next") === undefined || cursors.has(after))
      return { kind: "read", templates: [...found.values()], cut: false };
    cursors.add(after);
  }
  return { kind: "read", templates: [...found.values()], cut: true };
}

function hasMore(body: unknown, found: number): boolean {
  return found > TEMPLATES_MAX || at(body, "paging", "next") !== undefined;
}

function troubleOf(answer: Exclude<GraphAnswer, { kind: "ok" }>): TemplateReading {
  switch (answer.kind) {
    case "refused": {
      const { code, said, status, subcode } = answer;
      const mayPass = status === 429 || WHATSAPP_ERRORS.waitAfter(code, 1, subcode) !== undefined;
      return { kind: mayPass ? "retry" : "failed", error: WHATSAPP_ERRORS.messageError(code, said, subcode) };
    }
    case "unreadable":
      return failed(`http_${answer.status}`, `WhatsApp answered ${answer.status} to the list of templates.`, true);
    case "silent":
      return failed("no_answer", "WhatsApp did not answer the list of templates.", true);
    default:
      return answer satisfies never;
  }
}

function failed(code: string, message: string, mayPass: boolean): TemplateReading {
  return { kind: mayPass ? "retry" : "failed", error: { code, message, retryable: mayPass } };
}
