import {
  NOOR,
  contacts,
  account,
  incoming,
  customer,
  business,
  line,
  change,
  item,
  type Shape,
} from "./shape.test-kit.ts";

/** Calls, wishes, and what Meta says of the account. */
export const ACCOUNT: Shape[] = [
  {
    name: "a call",
    payload: change("calls", {
      contacts,
      calls: [
        {
          id: "wacid.1",
          from: NOOR,
          to: "14155550112",
          event: "connect",
          timestamp: "1795082500",
          direction: "USER_INITIATED",
        },
      ],
    }),
    adds: [{ ...customer, type: "call", text: "Called you on WhatsApp." }],
  },
  {
    name: "the end of a call",
    before: [
      change("calls", {
        contacts,
        calls: [{ id: "wamid.t", from: NOOR, event: "connect", timestamp: "1795082500", direction: "USER_INITIATED" }],
      }),
    ],
    payload: change("calls", {
      calls: [
        { id: "wamid.t", from: NOOR, event: "terminate", status: "COMPLETED", timestamp: "1795082560", duration: 60 },
      ],
    }),
    target: { type: "call" },
  },
  {
    name: "a call of the business",
    payload: change("calls", {
      calls: [
        {
          id: "wacid.1",
          from: "14155550112",
          to: NOOR,
          event: "connect",
          timestamp: "1795082500",
          direction: "BUSINESS_INITIATED",
        },
      ],
    }),
    adds: [{ ...business, type: "call" }],
    unread: 0,
  },
  {
    name: "no more marketing",
    seed: incoming,
    payload: change("user_preferences", {
      contacts,
      user_preferences: [
        {
          wa_id: NOOR,
          detail: "User requested to stop marketing messages",
          category: "marketing_messages",
          value: "stop",
          timestamp: 1_795_082_500,
        },
      ],
    }),
    adds: [{ ...line, text: "Does not want marketing messages any more." }],
    unread: 0,
  },
  {
    name: "a template refused",
    payload: account("message_template_status_update", {
      event: "REJECTED",
      message_template_id: 1,
      message_template_name: "cart",
      message_template_language: "en",
      reason: "INVALID_FORMAT",
    }),
    notices: [
      {
        level: "error",
        type: "message_template_status_update",
        text: "Template “cart” (en) is rejected: invalid format.",
      },
    ],
  },
  {
    name: "a template approved",
    payload: account("message_template_status_update", {
      event: "APPROVED",
      message_template_name: "cart",
      reason: "NONE",
    }),
    notices: [{ level: "info", text: "Template “cart” is approved." }],
  },
  {
    name: "a template's quality",
    payload: account("message_template_quality_update", {
      previous_quality_score: "GREEN",
      new_quality_score: "YELLOW",
      message_template_name: "cart",
    }),
    notices: [{ level: "warning", text: "Template “cart”: quality yellow: it was green." }],
  },
  {
    name: "a template's category",
    payload: account("template_category_update", {
      message_template_name: "cart",
      previous_category: "UTILITY",
      new_category: "MARKETING",
    }),
    notices: [{ level: "warning" }],
  },
  {
    name: "a banned account",
    payload: account("account_update", {
      event: "DISABLED_UPDATE",
      ban_info: { waba_ban_state: "DISABLE", waba_ban_date: "x" },
    }),
    notices: [{ level: "error", text: "WhatsApp account: disabled update: disable." }],
  },
  {
    name: "an alert",
    payload: account("account_alerts", {
      entity_type: "BUSINESS",
      alert_info: { alert_severity: "WARNING", alert_type: "OBA_REJECTED", alert_description: "Not now" },
    }),
    notices: [{ level: "warning", text: "Oba rejected: Not now." }],
  },
  {
    name: "a number's quality",
    payload: account("phone_number_quality_update", {
      display_phone_number: "14155550112",
      event: "DOWNGRADE",
      current_limit: "TIER_250",
    }),
    notices: [{ level: "warning", text: "14155550112: downgrade: messaging limit 250." }],
  },
  {
    name: "a display name",
    payload: account("phone_number_name_update", {
      display_phone_number: "1",
      decision: "APPROVED",
      requested_verified_name: "Casa Lumen",
    }),
    notices: [{ level: "info", text: "Display name “Casa Lumen” is approved." }],
  },
  { name: "an account event with nothing in it", payload: account("account_update", {}), notices: [{ level: "info" }] },
  {
    name: "an error of the number",
    payload: change("messages", {
      errors: [{ code: 130_429, title: "Rate limit hit", error_data: { details: "Too many" } }],
    }),
    notices: [{ level: "error", type: "errors" }],
  },
  { name: "a field nobody knows yet", payload: change("hologram_update", { hologram: 1 }) },
  {
    name: "the phone's address book",
    payload: change("smb_app_state_sync", {
      state_sync: [{ type: "contact", contact: { full_name: "Noor", phone_number: NOOR }, action: "add" }],
    }),
  },
  {
    name: "a field named like a method",
    payload: change("constructor", { messages: [item({ type: "text", text: { body: "x" } })] }),
  },
];
