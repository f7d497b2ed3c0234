import { builtIn, type FakeProvider } from "../http/built-in.ts";

const ID = "223704706495545344";
const TOKEN = "3d89bb7572e0fb30d8128367b3b1b44fecd1726d";

/** Discord as it answers for one webhook. */
export function fakeDiscord({ id = ID, token = TOKEN } = {}): FakeProvider {
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

/** In test mode. */
export const discordSandbox = builtIn({ webhookUrl: `https://discord.com/api/webhooks/${ID}/${TOKEN}` }, fakeDiscord());
