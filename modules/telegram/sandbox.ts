import { builtIn, type FakeProvider } from "../http/built-in.ts";

const TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1";

/** Telegram as it answers one bot in one chat. */
export function fakeTelegram({
  token = TOKEN,
  chat = { id: -1001234567890, type: "supergroup", title: "Harbour alerts" } as Record<string, unknown>,
  member = { status: "member" } as Record<string, unknown>,
} = {}): FakeProvider {
  return ({ address, body }) => {
    const [, given, method] = /^\/bot([^/]*)\/(\w+)$/.exec(address) ?? [];
    if (given !== token) return no(401, "Unauthorized");
    if (method === "getMe")
      return yes({ id: 110201543, is_bot: true, first_name: "Harbour", username: "harbour_alerts_bot" });
    const asked = JSON.parse(body) as { chat_id: string; user_id?: number };
    if (asked.chat_id !== String(chat["id"])) return no(400, "Bad Request: chat not found");
    if (method === "getChat") return yes(chat);
    return method === "getChatMember" ? yes({ user: { id: asked.user_id }, ...member }) : no(404, "Not Found");
  };
}

function yes(result: unknown): Response {
  return Response.json({ ok: true, result });
}

/** A refusal, with the wait it asks for in its own place. */
export function no(code: number, description: string, retryAfter?: number): Response {
  const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } };
  return Response.json({ ok: false, error_code: code, description, ...parameters }, { status: code });
}

/** In test mode. */
export const telegramSandbox = builtIn({ botToken: TOKEN, chatId: "-1001234567890" }, fakeTelegram());
