import type { Provider } from "../http/ask.ts";
import type { Trouble } from "../http/trouble.ts";
import { idAt, textAt } from "../meta/read.ts";

const KEY = {
  cause: "credentials",
  reason: "Twilio does not accept this account with this token or key.",
  fix: "Compare the Account SID, and the auth token or the API key's SID and secret, with the Twilio Console. A token of a test account does not work.",
} as const satisfies Trouble;
const FULL = {
  cause: "rate_limited",
  reason: "The account has asked Twilio more than it takes for the moment.",
  fix: "Wait a minute, then verify again.",
} as const satisfies Trouble;

/** Twilio's refusals: https://www.twilio.com/docs/api/errors */
export const TWILIO: Provider = {
  name: "Twilio",
  variable: "TWILIO_API_URL",
  statusPage: "status.twilio.com",
  codesOf: ({ body, status }) => (status < 400 ? [] : [idAt(body, "code") ?? ""].filter(Boolean)),
  sentenceOf: ({ body }) => textAt(body, "message"),
  refusals: {
    "401": KEY,
    "20003": KEY,
    "20005": {
      cause: "blocked",
      reason: "The Twilio account is not active.",
      fix: "See in the Twilio Console why it was suspended or closed.",
    },
    "20006": {
      cause: "permission",
      reason: "The API key may not see this account.",
      fix: "Make a key in the same account or subaccount whose SID you entered.",
    },
    "20008": {
      cause: "credentials",
      reason: "These are Twilio's test credentials: they send nothing and see nothing.",
      fix: "Enter the live Account SID with a live token or key.",
    },
    "20403": {
      cause: "permission",
      reason: "The API key may not do this.",
      fix: "Make a standard key, or give the restricted key the permission to read accounts, numbers and messaging services.",
    },
    "70051": {
      cause: "permission",
      reason: "The restricted API key lacks a permission.",
      fix: "Give it the permission to read accounts, numbers and messaging services, or make a standard key.",
    },
    "20404": {
      cause: "not_found",
      reason: "Twilio knows nothing under this SID in this account.",
      fix: "Compare the SIDs with the Twilio Console; a subaccount's own are seen only with its own SID.",
    },
    "20429": FULL,
    "429": FULL,
    "20500": {
      cause: "provider_down",
      reason: "Twilio has a fault for the moment.",
      fix: "Try again in some minutes. See status.twilio.com.",
    },
  },
};
