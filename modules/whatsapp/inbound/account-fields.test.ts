import { describe, expect, it } from "vitest";
import { ACCOUNT_FIELDS, noticeFrom, numberErrors } from "./account-fields.ts";
import { RECEIVED_AT } from "./webhook-bodies.test-kit.ts";

const SECONDS = 1_795_082_400;
const named = { message_template_name: "winter_sale", message_template_language: "en_GB" };

describe("what Meta says of the account", () => {
  it.each<[field: string, value: unknown, level: string, text: string]>([
    [
      "message_template_status_update",
      { ...named, event: "approved", reason: "NONE" },
      "info",
      "Template “winter_sale” (en_GB) is approved.",
    ],
    [
      "message_template_status_update",
      { message_template_id: 7, event: "REJECTED", reason: "INVALID_FORMAT" },
      "error",
      "Template “7” is rejected: invalid format.",
    ],
    [
      "message_template_status_update",
      {
        ...named,
        event: "REJECTED",
        reason: "INVALID_FORMAT",
        rejection_info: { reason: "Two variables meet.", recommendation: "Put words between them." },
      },
      "error",
      "Template “winter_sale” (en_GB) is rejected: Two variables meet.; Put words between them.",
    ],
    ["message_template_status_update", { event: "DISABLED" }, "error", "Template without a name is disabled."],
    ["message_template_status_update", { ...named, event: "DELETED" }, "error", said("deleted")],
    ["message_template_status_update", { ...named, event: "PAUSED" }, "warning", said("paused")],
    ["message_template_status_update", { ...named, event: "FLAGGED" }, "warning", said("flagged")],
    ["message_template_status_update", { ...named, event: "PENDING_DELETION" }, "warning", said("pending deletion")],
    ["message_template_status_update", { ...named, event: "LOCKED" }, "warning", said("locked")],
    ["message_template_status_update", { ...named, event: "LIMIT_EXCEEDED" }, "warning", said("limit exceeded")],
    [
      "message_template_quality_update",
      { ...named, new_quality_score: "RED", previous_quality_score: "YELLOW" },
      "error",
      "Template “winter_sale” (en_GB): quality red: it was yellow.",
    ],
    [
      "message_template_quality_update",
      { ...named, new_quality_score: "YELLOW" },
      "warning",
      "Template “winter_sale” (en_GB): quality yellow.",
    ],
    [
      "message_template_quality_update",
      { ...named, new_quality_score: "GREEN" },
      "info",
      "Template “winter_sale” (en_GB): quality green.",
    ],
    ["message_template_components_update", named, "info", "Template “winter_sale” (en_GB) was changed."],
    [
      "template_category_update",
      { ...named, new_category: "MARKETING", correct_category: "UTILITY", previous_category: "UTILITY" },
      "warning",
      "Template “winter_sale” (en_GB): category marketing: it was utility.",
    ],
    [
      "template_category_update",
      { ...named, correct_category: "MARKETING" },
      "warning",
      "Template “winter_sale” (en_GB): category marketing.",
    ],
    [
      "phone_number_quality_update",
      { display_phone_number: "14155550112", event: "FLAGGED", current_limit: "TIER_1K" },
      "warning",
      "14155550112: flagged: messaging limit 1k.",
    ],
    [
      "phone_number_quality_update",
      { event: "DOWNGRADE", max_daily_conversations_per_business: "TIER_250" },
      "warning",
      "Your number: downgrade: messaging limit 250.",
    ],
    ["phone_number_quality_update", { event: "UPGRADE" }, "info", "Your number: upgrade."],
    [
      "phone_number_name_update",
      { decision: "REJECTED", requested_verified_name: "Lamps", rejection_reason: "NAME_POLICY" },
      "error",
      "Display name “Lamps” is rejected: name policy.",
    ],
    [
      "phone_number_name_update",
      { decision: "DEFERRED", requested_verified_name: "Lamps" },
      "warning",
      "Display name “Lamps” is deferred.",
    ],
    [
      "phone_number_name_update",
      { decision: "APPROVED", requested_verified_name: "Lamps", rejection_reason: "NONE" },
      "info",
      "Display name “Lamps” is approved.",
    ],
    ...["DISABLED_UPDATE", "ACCOUNT_DELETED", "PARTNER_REMOVED", "PARTNER_APP_UNINSTALLED", "ACCOUNT_OFFBOARDED"].map(
      (event): [string, unknown, string, string] => [
        "account_update",
        { event },
        "error",
        `WhatsApp account: ${event.replaceAll("_", " ").toLowerCase()}.`,
      ],
    ),
    [
      "account_update",
      {
        event: "ACCOUNT_RESTRICTION",
        ban_info: { waba_ban_state: "SCHEDULE_FOR_DISABLE" },
        restriction_info: [{ restriction_type: "RESTRICTED_ADD_PHONE_NUMBER_ACTION" }, {}, { restriction_type: "X" }],
      },
      "error",
      "WhatsApp account: account restriction: schedule for disable; restricted add phone number action; x.",
    ],
    [
      "account_update",
      { event: "ACCOUNT_VIOLATION", violation_info: { violation_type: "SCAM" } },
      "warning",
      "WhatsApp account: account violation: scam.",
    ],
    ["account_update", { event: "VERIFIED_ACCOUNT" }, "info", "WhatsApp account: verified account."],
    ["account_review_update", { decision: "REJECTED" }, "error", "Account review: rejected."],
    ["account_review_update", { decision: "APPROVED" }, "info", "Account review: approved."],
    [
      "account_alerts",
      { alert_info: { alert_severity: "CRITICAL", alert_type: "OBA_DENIED", alert_description: "Not notable (yet)" } },
      "error",
      "Oba denied: Not notable (yet)",
    ],
    ["account_alerts", { alert_severity: "WARNING" }, "warning", "Alert."],
    ["account_alerts", { alert_severity: "INFORMATIONAL", alert_type: "X" }, "info", "X."],
    ["account_settings_update", {}, "info", "The account's settings were changed at Meta."],
    [
      "business_capability_update",
      { max_daily_conversations_per_business: "TIER_2K", max_phone_numbers_per_business: 25 },
      "info",
      "Limits of the business: messaging limit 2k; 25 phone numbers.",
    ],
    [
      "business_capability_update",
      { max_daily_conversation_per_phone: 1000 },
      "info",
      "Limits of the business: messaging limit 1000.",
    ],
    ["business_capability_update", {}, "info", "Limits of the business."],
    ["business_status_update", { event: "COMPROMISED_NOTIFICATION" }, "warning", "Business: compromised notification."],
    [
      "payment_configuration_update",
      { configuration_name: "till", status: "NEEDS_TESTING" },
      "info",
      "Payment configuration “till”: needs testing.",
    ],
    ["partner_solutions", { event: "SOLUTION_CREATED" }, "info", "Partner solution: solution created."],
    [
      "security",
      { display_phone_number: "14155550112", event: "PIN_CHANGED" },
      "warning",
      "Security of 14155550112: pin changed.",
    ],
    ["security", { event: "PIN_RESET" }, "warning", "Security of your number: pin reset."],
    ["a_field_nobody_knows", {}, "info", "a field nobody knows"],
  ])("%s %j", (field, value, level, text) => {
    expect(noticeFrom(field, value, SECONDS, RECEIVED_AT)).toMatchObject({
      kind: "notice",
      channel: "whatsapp",
      type: field,
      at: SECONDS * 1000,
      level,
      text,
    });
  });

  it("has words for every field on a value that holds nothing", () => {
    for (const [field, read] of Object.entries(ACCOUNT_FIELDS)) {
      for (const value of [null, {}, []]) expect(read(value).text, field).toMatch(/^[A-Z].+\.$/);
    }
  });

  it("cuts what is long", () => {
    const text = (value: object) => noticeFrom("phone_number_name_update", value, SECONDS, RECEIVED_AT);
    expect(text({ decision: "X".repeat(2_000) })).toMatchObject({
      text: `Display name without a name is ${"x".repeat(119)}….`,
    });
    expect(text({ decision: "NO", requested_verified_name: "N".repeat(2_000) })).toMatchObject({
      text: `Display name “${"N".repeat(199)}…” is no.`,
    });
    const alert = noticeFrom("account_alerts", { alert_description: "d".repeat(2_000) }, SECONDS, RECEIVED_AT);
    expect(alert).toMatchObject({ text: `Alert: ${"d".repeat(492)}…` });
  });
});

describe("the name of a notice", () => {
  const of = (value: unknown, time: unknown) => noticeFrom("account_update", value, time, RECEIVED_AT).externalId;

  it("stays the same from one version to the next, so that a redelivery is no second notice", () => {
    expect(of({ event: "VERIFIED_ACCOUNT" }, SECONDS)).toBe("account_update:1795082400:2hos9r.s");
    expect(of(undefined, undefined)).toBe("account_update::ztntfp.0");
  });

  it("tells apart what is said, what of, and when", () => {
    const names = [of({ event: "A" }, 1), of({ event: "B" }, 1), of({ event: "A" }, 2), of({ event: "A" }, undefined)];
    expect(new Set(names).size).toBe(4);
  });

  it("is dated in seconds or milliseconds, and else on arrival", () => {
    const at = (time: unknown) => noticeFrom("account_update", {}, time, RECEIVED_AT).at;
    expect(at(SECONDS)).toBe(SECONDS * 1000);
    expect(at(SECONDS * 1000 + 999)).toBe(SECONDS * 1000);
    expect(at(String(SECONDS))).toBe(SECONDS * 1000);
    expect(at(undefined)).toBe(RECEIVED_AT);
    expect(at(String(SECONDS * 1000))).toBe(RECEIVED_AT);
    expect(at(100_000_000_000)).toBe(RECEIVED_AT);
  });
});

describe("what a notice changes of a template", () => {
  const known = { name: "winter_sale", language: "en_GB" };
  it.each<[field: string, value: object, template: object | undefined]>([
    ["message_template_components_update", { ...named, message_template_id: 7 }, { ...known, externalId: "7" }],
    ["message_template_components_update", {}, {}],
    ["message_template_status_update", { ...named, event: "whatever" }, known],
    [
      "message_template_status_update",
      { ...named, event: "approved", reason: "INVALID_FORMAT" },
      { ...known, status: "approved", reason: null },
    ],
    [
      "message_template_status_update",
      { ...named, event: "REJECTED", reason: "INVALID_FORMAT" },
      { ...known, status: "rejected", reason: "invalid format" },
    ],
    [
      "message_template_status_update",
      { ...named, event: "REJECTED", reason: "NONE", rejection_info: { reason: "Two variables meet." } },
      { ...known, status: "rejected", reason: "Two variables meet." },
    ],
    [
      "message_template_status_update",
      { ...named, event: "PAUSED", reason: "NONE" },
      { ...known, status: "paused", reason: null },
    ],
    ["message_template_quality_update", { ...named, new_quality_score: "RED" }, { ...known, quality: "red" }],
    ["message_template_quality_update", named, known],
    ["template_category_update", { ...named, new_category: "MARKETING" }, { ...known, category: "marketing" }],
    ["template_category_update", { ...named, correct_category: "MARKETING" }, known],
    ["phone_number_quality_update", { ...named, message_template_id: 7 }, undefined],
    ["my_template_update", named, undefined],
  ])("%s %j", (field, value, template) => {
    const event = noticeFrom(field, value, SECONDS, RECEIVED_AT);
    expect("template" in event ? event.template : undefined).toStrictEqual(template);
  });
});

describe("errors of the number", () => {
  it("are notices beside the messages, in Meta's words", () => {
    const errors = [
      { code: 131031, title: "Account locked", message: "not this", error_data: { details: "Ask the support" } },
      { code: "130429", message: "Rate limit hit" },
      {},
    ];
    const read = numberErrors({ errors }, RECEIVED_AT);
    expect(read.map(([item]) => item)).toStrictEqual(errors);
    expect(read.map(([, event]) => event)).toStrictEqual(
      [
        "Account locked: Ask the support; (131031)",
        "Rate limit hit: (130429)",
        "An error of the number: (unknown)",
      ].map((text) => ({
        kind: "notice",
        channel: "whatsapp",
        externalId: expect.stringMatching(/^errors:[0-9a-z]+\.[0-9a-z]+$/),
        at: RECEIVED_AT,
        level: "error",
        type: "errors",
        text,
      })),
    );
    expect(numberErrors({}, RECEIVED_AT)).toStrictEqual([]);
  });
});

function said(state: string): string {
  return `Template “winter_sale” (en_GB) is ${state}.`;
}
