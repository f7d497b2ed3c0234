import { builtIn, type FakeProvider } from "../http/built-in.ts";

const TOKEN = "xoxb-1234567890-canary-of-slack";

/** Slack as it answers one app in one workspace. */
export function fakeSlack({
  token = TOKEN,
  scopes = "chat:write,channels:read",
  channel = {},
}: { token?: string; scopes?: string; channel?: Record<string, unknown> } = {}): FakeProvider {
  return ({ address, headers }) => {
    if (headers.get("authorization") !== `Bearer ${token}`) return no("invalid_auth");
    const told = { headers: { "x-oauth-scopes": scopes } };
    if (address === "/api/auth.test") {
      const body = {
        ok: true,
        url: "https://harbour.slack.com/",
        team: "Harbour",
        user: "trellis",
        team_id: "T12345678",
      };
      return Response.json({ ...body, user_id: "U0G9QF9C6", bot_id: "B0G9QF9C6" }, told);
    }
    if (address !== "/api/conversations.info?channel=C0123456789") return no("channel_not_found");
    if (!scopes.includes("channels:read")) return no("missing_scope", { needed: "channels:read", provided: scopes });
    const there = { id: "C0123456789", name: "alerts", is_channel: true, is_archived: false, is_member: true };
    return Response.json({ ok: true, channel: { ...there, ...channel } }, told);
  };
}

/** Slack's no: status 200, and a word. */
export function no(error: string, more: Record<string, unknown> = {}): Response {
  return Response.json({ ok: false, error, ...more });
}

/** In test mode. */
export const slackSandbox = builtIn({ botToken: TOKEN, channelId: "C0123456789" }, fakeSlack());
