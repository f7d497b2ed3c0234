import type { FakeProvider } from "../http/fake-provider.test-kit.ts";

/** Discord as it answers for one webhook. */
export function fakeDiscord({
  id = "223704706495545344",
  token = "3d89bb7572e0fb30d8128367b3b1b44fecd1726d",
} = {}): FakeProvider {
  return ({ address }) => {
    const [, givenId, givenToken] = /^\/api\/v10\/webhooks\/([^/]*)\/([^/]*)$/.exec(address) ?? [];
    if (givenId !== id) return no(404, 10015, "Unknown Webhook");
    if (givenToken !== token) return no(401, 50027, "Invalid Webhook Token");
    const channel = { channel_id: "199737254929760256", guild_id: "199737254929760256" };
    return Response.json({ id, type: 1, token, name: "Harbour", ...channel, user: null });
  };
}

/** https://docs.discord.com/developers/reference#error-messages */
export function no(status: number, code: number, message: string): Response {
  return Response.json({ message, code }, { status });
}
