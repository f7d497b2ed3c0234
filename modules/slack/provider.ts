import type { Provider } from "../http/ask.ts";
import type { Trouble } from "../http/trouble.ts";
import { at, textAt } from "../meta/read.ts";

const REINSTALL = "Install the app to the workspace again and enter its new Bot User OAuth Token.";
const REVOKED = {
  cause: "credentials",
  reason: "Slack does not accept this token: the app was taken out of the workspace, or the token was revoked.",
  fix: REINSTALL,
} as const satisfies Trouble;
const FAULT = {
  cause: "provider_down",
  reason: "Slack has a fault for the moment.",
  fix: "Try again in some minutes. See slack-status.com.",
} as const satisfies Trouble;

/**
 * Slack says `ok` or an `error` in every answer, mostly with status 200. https://docs.slack.dev/reference/methods/auth.test and
 * https://docs.slack.dev/reference/methods/conversations.info
 */
export const SLACK: Provider = {
  name: "Slack",
  variable: "SLACK_API_URL",
  statusPage: "slack-status.com",
  codesOf: ({ body }) => (at(body, "ok") === false ? [textAt(body, "error") ?? "unknown_error"] : []),
  sentenceOf: ({ body }) => textAt(body, "response_metadata", "messages", 0),
  refusals: {
    invalid_auth: {
      cause: "credentials",
      reason: "Slack does not know this token.",
      fix: "Copy the Bot User OAuth Token from the app's page OAuth & Permissions again and enter the whole of it.",
    },
    not_authed: {
      cause: "credentials",
      reason: "Slack was given no token.",
      fix: "Enter the Bot User OAuth Token from the app's page OAuth & Permissions.",
    },
    account_inactive: REVOKED,
    token_revoked: REVOKED,
    token_expired: { cause: "expired", reason: "The token has run out: the app rotates its tokens.", fix: REINSTALL },
    not_allowed_token_type: {
      cause: "credentials",
      reason: "This is no bot token.",
      fix: "Enter the Bot User OAuth Token: it begins with xoxb-.",
    },
    missing_scope: {
      cause: "permission",
      reason: "The app's token lacks a scope.",
      fix: "Under OAuth & Permissions add chat:write and channels:read, for a private channel groups:read, then install the app again.",
    },
    no_permission: {
      cause: "permission",
      reason: "The workspace does not let this token do that.",
      fix: "Ask an administrator of the workspace to allow the app.",
    },
    ekm_access_denied: {
      cause: "blocked",
      reason: "The workspace's administrators have suspended access to its content.",
      fix: "Ask an administrator of the workspace.",
    },
    access_denied: {
      cause: "permission",
      reason: "Slack does not let this app into the workspace.",
      fix: "Ask an administrator of the workspace to allow the app.",
    },
    org_login_required: {
      cause: "blocked",
      reason: "The workspace is moving to an Enterprise organisation.",
      fix: "Try again once the move is over.",
    },
    channel_not_found: {
      cause: "not_found",
      reason:
        "Slack shows the app no such channel: the id is another's, or the channel is private and the app was not invited.",
      fix: "Invite the app to the channel and compare the id under the channel's About.",
    },
    ratelimited: {
      cause: "rate_limited",
      reason: "The app asks Slack more than it takes for the moment.",
      fix: "Wait a minute, then verify again.",
    },
    "429": {
      cause: "rate_limited",
      reason: "The app asks Slack more than it takes for the moment.",
      fix: "Wait a minute, then verify again.",
    },
    team_added_to_org: FAULT,
    fatal_error: FAULT,
    internal_error: FAULT,
    service_unavailable: FAULT,
    request_timeout: FAULT,
  },
};
