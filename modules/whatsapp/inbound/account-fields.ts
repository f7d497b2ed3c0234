import { templateStatus } from "../templates/template-status.ts";
import { boundedLine } from "../../meta/bounded.ts";
import { at, idAt, listAt, textAt } from "../../meta/read.ts";
import type { InboundNotice, InboundTemplate } from "../../../schema/inbound/event.ts";
import type { DistributiveOmit } from "../../module.ts";
import type { Event, Read } from "./read-event.ts";
import { providerTime } from "./provider-time.ts";

type Level = InboundNotice["level"];
interface Said {
  level: Level;
  text: string;
}

const TEXT_MAX_CHARACTERS = 500;

/**
 * What Meta says about the account, its numbers and its templates, in words for whoever looks after them. `time` is the entry's, in seconds.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference
 */
export const ACCOUNT_FIELDS: Record<string, (value: unknown) => Said> = {
  message_template_status_update: (value) => {
    const event = upper(value, "event");
    const reason = textAt(value, "rejection_info", "reason") ?? meaningful(textAt(value, "reason"));
    const advice = textAt(value, "rejection_info", "recommendation");
    return {
      level: levelOf(
        event,
        ["REJECTED", "DISABLED", "DELETED"],
        ["PAUSED", "FLAGGED", "PENDING_DELETION", "LOCKED", "LIMIT_EXCEEDED"],
      ),
      text: sentence(`Template ${template(value)} is ${words(event)}`, reason, advice),
    };
  },
  message_template_quality_update: (value) => {
    const score = upper(value, "new_quality_score");
    return {
      level: levelOf(score, ["RED"], ["YELLOW"]),
      text: sentence(
        `Template ${template(value)}: quality ${words(score)}`,
        was(upper(value, "previous_quality_score")),
      ),
    };
  },
  message_template_components_update: (value) => ({
    level: "info",
    text: sentence(`Template ${template(value)} was changed`),
  }),
  template_category_update: (value) => ({
    level: "warning",
    text: sentence(
      `Template ${template(value)}: category ${words(upper(value, "new_category") || upper(value, "correct_category"))}`,
      was(upper(value, "previous_category")),
    ),
  }),
  phone_number_quality_update: (value) => {
    const event = upper(value, "event");
    return {
      level: levelOf(event, [], ["FLAGGED", "DOWNGRADE"]),
      text: sentence(
        `${textAt(value, "display_phone_number") ?? "Your number"}: ${words(event)}`,
        limit(textAt(value, "current_limit") ?? textAt(value, "max_daily_conversations_per_business")),
      ),
    };
  },
  phone_number_name_update: (value) => {
    const decision = upper(value, "decision");
    return {
      level: levelOf(decision, ["REJECTED"], ["DEFERRED"]),
      text: sentence(
        `Display name ${quoted(textAt(value, "requested_verified_name"))} is ${words(decision)}`,
        meaningful(textAt(value, "rejection_reason")),
      ),
    };
  },
  account_update: (value) => {
    const event = upper(value, "event");
    const ban = textAt(value, "ban_info", "waba_ban_state");
    const violation = textAt(value, "violation_info", "violation_type");
    const restrictions = listAt(value, "restriction_info").flatMap((item) => textAt(item, "restriction_type") ?? []);
    return {
      level: levelOf(
        event,
        [
          "DISABLED_UPDATE",
          "ACCOUNT_DELETED",
          "ACCOUNT_RESTRICTION",
          "PARTNER_REMOVED",
          "PARTNER_APP_UNINSTALLED",
          "ACCOUNT_OFFBOARDED",
        ],
        ["ACCOUNT_VIOLATION"],
      ),
      text: sentence(`WhatsApp account: ${words(event)}`, words(ban), words(violation), ...restrictions.map(words)),
    };
  },
  account_review_update: (value) => {
    const decision = upper(value, "decision");
    return { level: levelOf(decision, ["REJECTED"], []), text: sentence(`Account review: ${words(decision)}`) };
  },
  account_alerts: (value) => {
    const given = at(value, "alert_info") ?? value;
    const severity = upper(given, "alert_severity");
    return {
      level: levelOf(severity, ["CRITICAL"], ["WARNING"]),
      text: sentence(words(textAt(given, "alert_type")) ?? "Alert", textAt(given, "alert_description")),
    };
  },
  account_settings_update: () => ({ level: "info", text: "The account's settings were changed at Meta." }),
  business_capability_update: (value) => ({
    level: "info",
    text: sentence(
      "Limits of the business",
      limit(idAt(value, "max_daily_conversations_per_business") ?? idAt(value, "max_daily_conversation_per_phone")),
      idAt(value, "max_phone_numbers_per_business") === undefined
        ? undefined
        : `${idAt(value, "max_phone_numbers_per_business")} phone numbers`,
    ),
  }),
  business_status_update: (value) => ({
    level: "warning",
    text: sentence(`Business: ${words(upper(value, "event"))}`),
  }),
  payment_configuration_update: (value) => ({
    level: "info",
    text: sentence(
      `Payment configuration ${quoted(textAt(value, "configuration_name"))}: ${words(textAt(value, "status"))}`,
    ),
  }),
  partner_solutions: (value) => ({
    level: "info",
    text: sentence(`Partner solution: ${words(upper(value, "event"))}`),
  }),
  security: (value) => ({
    level: "warning",
    text: sentence(
      `Security of ${textAt(value, "display_phone_number") ?? "your number"}: ${words(upper(value, "event"))}`,
    ),
  }),
};

/** The notice a change of an account field makes. Named by what it says and when, so that a redelivery is the same one. */
export function noticeFrom(field: string, value: unknown, time: unknown, receivedAt: number): Event {
  const { level, text } = ACCOUNT_FIELDS[field]?.(value) ?? { level: "info" as const, text: words(field) ?? field };
  const about = templateOf(field, value);
  const seconds = typeof time === "number" && time > 100_000_000_000 ? Math.floor(time / 1000) : time;
  const event = notice(
    { field, level, text, key: `${String(time ?? "")}:${fingerprint(value)}` },
    providerTime(seconds, receivedAt),
  );
  return about === undefined ? event : { ...event, template: about };
}

/** What a field about templates changes of one. Every one of them has the list read anew soon: here is what holds at once. */
function templateOf(field: string, value: unknown): InboundTemplate | undefined {
  if (!/^(message_template|template)_/.test(field)) return undefined;
  const externalId = idAt(value, "message_template_id");
  const name = textAt(value, "message_template_name");
  const language = textAt(value, "message_template_language");
  const known = {
    ...(externalId === undefined ? {} : { externalId }),
    ...(name === undefined ? {} : { name }),
    ...(language === undefined ? {} : { language }),
  };
  switch (field) {
    case "message_template_status_update": {
      const status = templateStatus(upper(value, "event"));
      const said = textAt(value, "rejection_info", "reason") ?? meaningful(textAt(value, "reason"));
      const reason = said === undefined ? null : boundedLine(said, TEXT_MAX_CHARACTERS);
      return status === "other" ? known : { ...known, status, reason: status === "approved" ? null : reason };
    }
    case "message_template_quality_update": {
      const quality = upper(value, "new_quality_score").toLowerCase();
      return quality === "" ? known : { ...known, quality: boundedLine(quality, 20) };
    }
    case "template_category_update": {
      const category = upper(value, "new_category").toLowerCase();
      return category === "" ? known : { ...known, category: boundedLine(category, 60) };
    }
    default:
      return known;
  }
}

/** Errors of the number itself, which Meta puts beside `messages`: the business must act on them. */
export function numberErrors(value: unknown, receivedAt: number): [item: unknown, event: Read][] {
  return listAt(value, "errors").map((error) => {
    const code = idAt(error, "code") ?? "unknown";
    const title = textAt(error, "title") ?? textAt(error, "message") ?? "An error of the number";
    const text = sentence(title, textAt(error, "error_data", "details"), `(${code})`);
    return [error, notice({ field: "errors", level: "error", text, key: fingerprint(error) }, receivedAt)];
  });
}

function notice(
  { field, level, text, key }: Said & { field: string; key: string },
  time: number,
): DistributiveOmit<InboundNotice, "integrationId"> {
  return {
    kind: "notice",
    channel: "whatsapp",
    externalId: `${field}:${key}`,
    at: time,
    level,
    type: field,
    text: boundedLine(text, TEXT_MAX_CHARACTERS),
  };
}

function levelOf(event: string, errors: readonly string[], warnings: readonly string[]): Level {
  return errors.includes(event) ? "error" : warnings.includes(event) ? "warning" : "info";
}

function upper(value: unknown, key: string): string {
  return (textAt(value, key) ?? "").toUpperCase();
}

/** A constant as words: `PENDING_DELETION` as "pending deletion". */
function words(constant: string | undefined): string | undefined {
  return constant === undefined || constant === ""
    ? undefined
    : boundedLine(constant.replaceAll("_", " ").toLowerCase(), 120);
}

function meaningful(reason: string | undefined): string | undefined {
  return reason === "NONE" ? undefined : words(reason);
}

function template(value: unknown): string {
  const language = textAt(value, "message_template_language");
  const name = textAt(value, "message_template_name") ?? idAt(value, "message_template_id");
  return `${quoted(name)}${language === undefined ? "" : ` (${language})`}`;
}

function quoted(name: string | undefined): string {
  return name === undefined ? "without a name" : `“${boundedLine(name, 200)}”`;
}

function was(before: string): string | undefined {
  return before === "" ? undefined : `it was ${words(before)}`;
}

function limit(tier: string | undefined): string | undefined {
  return tier === undefined ? undefined : `messaging limit ${words(tier.replace(/^TIER_/, ""))}`;
}

function sentence(first: string, ...rest: (string | undefined)[]): string {
  const said = rest.filter((part) => part !== undefined && part !== "");
  const body = said.length === 0 ? first : `${first}: ${said.join("; ")}`;
  return `${body.charAt(0).toUpperCase()}${body.slice(1)}${/[.)]$/.test(body) ? "" : "."}`;
}

/** FNV-1a over the value's JSON: tells two notices apart, and protects nothing. */
function fingerprint(value: unknown): string {
  const json = JSON.stringify(value) ?? "";
  let hash = 0x811c9dc5;
  for (let index = 0; index < json.length; index++) hash = Math.imul(hash ^ json.charCodeAt(index), 0x01000193);
  return `${(hash >>> 0).toString(36)}.${json.length.toString(36)}`;
}
