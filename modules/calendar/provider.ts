import type { Provider } from "../http/ask.ts";
import { textAt } from "../meta/read.ts";

const ROTATE = "Make a new JSON key for the service account in the Google Cloud console, and enter that file here.";
const SHARE =
  "In Google Calendar share the calendar with the service account's address, and compare the Calendar ID with its settings page.";
const WAIT = "Wait some minutes, then verify again. The limits are in the Google Cloud console under Quotas.";
const THROTTLED = {
  cause: "rate_limited",
  reason: "Google Calendar takes no more calls of this project for the moment.",
  fix: WAIT,
} as const;
const DELEGATION = {
  cause: "permission",
  reason: "The service account may not act for the person named under “Act as”.",
  fix: "In the Google Admin console, under Domain-wide delegation, allow the service account https://www.googleapis.com/auth/calendar, or leave “Act as” empty.",
} as const;
const SWITCHED_OFF = {
  cause: "configuration",
  reason: "The Google Calendar API is switched off in the key's project.",
  fix: "In the Google Cloud console open APIs & Services > Library, enable Google Calendar API, and verify again after some minutes.",
} as const;

/**
 * Google's sign-in for service accounts and its calendar.
 * https://developers.google.com/identity/protocols/oauth2/service-account#error-codes and
 * https://developers.google.com/workspace/calendar/api/guides/errors
 */
export const GOOGLE = {
  name: "Google",
  variable: "GOOGLE_API_URL",
  statusPage: "www.google.com/appsstatus",
  codesOf: ({ body }) =>
    [
      textAt(body, "error", "errors", 0, "reason"),
      textAt(body, "error", "status"),
      textAt(body, "error_description"),
      textAt(body, "error"),
    ].filter((code) => code !== undefined),
  sentenceOf: ({ body }) => textAt(body, "error", "message") ?? textAt(body, "error_description"),
  refusals: {
    "Invalid JWT Signature.": {
      cause: "credentials",
      reason: "Google does not know this key any more: it was deleted, or the file was changed.",
      fix: ROTATE,
    },
    "Invalid grant: account not found": {
      cause: "credentials",
      reason: "Google does not know the service account of this file: it was deleted.",
      fix: ROTATE,
    },
    "Invalid email or User ID": {
      cause: "configuration",
      reason: "Google does not know the person named under “Act as”.",
      fix: "Enter the e-mail address of a person of your Google Workspace, or leave “Act as” empty.",
    },
    invalid_grant: { cause: "credentials", reason: "Google does not accept this key file.", fix: ROTATE },
    invalid_client: { cause: "credentials", reason: "Google does not know the account of this key file.", fix: ROTATE },
    disabled_client: {
      cause: "blocked",
      reason: "The service account is disabled.",
      fix: "Enable it in the Google Cloud console under IAM & Admin > Service Accounts.",
    },
    unauthorized_client: DELEGATION,
    access_denied: DELEGATION,
    admin_policy_enforced: {
      cause: "permission",
      reason: "An administrator of your Google Workspace does not allow this.",
      fix: "Let the administrator allow the service account under Security > API controls.",
    },
    authError: { cause: "credentials", reason: "Google does not accept its own token any more.", fix: ROTATE },
    accessNotConfigured: SWITCHED_OFF,
    SERVICE_DISABLED: SWITCHED_OFF,
    insufficientPermissions: DELEGATION,
    forbidden: {
      cause: "permission",
      reason: "The service account may not see this calendar.",
      fix: SHARE,
    },
    requiredAccessLevel: {
      cause: "permission",
      reason: "The service account may see only when the calendar is busy.",
      fix: "Share the calendar with the service account's address as “Make changes to events”.",
    },
    notFound: {
      cause: "not_found",
      reason: "Google knows no such calendar, or the service account may not see it.",
      fix: SHARE,
    },
    rateLimitExceeded: THROTTLED,
    userRateLimitExceeded: THROTTLED,
    quotaExceeded: THROTTLED,
    dailyLimitExceeded: { ...THROTTLED, reason: "The project has used up what Google Calendar allows it in a day." },
    backendError: {
      cause: "provider_down",
      reason: "Google Calendar has a fault for the moment.",
      fix: "Try again in some minutes.",
    },
  },
} as const satisfies Provider;
