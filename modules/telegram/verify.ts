import { z } from "zod";
import { asking } from "../http/ask.ts";
import { troubleOf } from "../http/trouble-of.ts";
import { notWorking, working } from "../http/verification.ts";
import type { Credentials, ProviderFetch, Verification } from "../module.ts";
import { TELEGRAM } from "./provider.ts";

/**
 * Proves with Telegram that the bot exists, sees the chat and may write there. Nothing is written.
 * https://core.telegram.org/bots/api#getme, #getchat, #getchatmember
 */
export async function verifyBot(credentials: Credentials, provider: ProviderFetch, now: number): Promise<Verification> {
  const { botToken = "", chatId = "" } = credentials;
  const ask = asking(TELEGRAM, credentials, provider);
  // The token is part of the path, as Telegram documents it: what is no token must lead nowhere else.
  const bot = `/bot${encodeURIComponent(botToken).replaceAll("%3A", ":")}`;

  const me = await ask(`${bot}/getMe`, { reads: Me });
  if (me.kind !== "ok") return notWorking(now, troubleOf(me, TELEGRAM));
  const chat = await ask(`${bot}/getChat`, { method: "POST", json: { chat_id: chatId }, reads: Chat });
  if (chat.kind !== "ok") return notWorking(now, troubleOf(chat, TELEGRAM));

  const { id: userId, username } = me.body.result;
  const { type, title, first_name: firstName } = chat.body.result;
  const details = { bot: `@${username}`, chat: title ?? firstName };
  if (type === "private") return working(now, details);
  const member = await ask(`${bot}/getChatMember`, {
    method: "POST",
    json: { chat_id: chatId, user_id: userId },
    reads: Member,
  });
  if (member.kind !== "ok") return notWorking(now, troubleOf(member, TELEGRAM));
  return mayWrite(type, member.body.result) ? working(now, details) : notWorking(now, MUST_NOT_WRITE);
}

const Me = z.object({ result: z.object({ id: z.number(), username: z.string() }) });
const Chat = z.object({
  result: z.object({ type: z.string(), title: z.string().optional(), first_name: z.string().optional() }),
});
const Member = z.object({
  result: z.object({
    status: z.string(),
    can_post_messages: z.boolean().optional(),
    can_send_messages: z.boolean().optional(),
  }),
});

/** https://core.telegram.org/bots/api#chatmember */
function mayWrite(chatType: string, member: z.infer<typeof Member>["result"]): boolean {
  if (member.status === "left" || member.status === "kicked") return false;
  if (member.status === "restricted") return member.can_send_messages === true;
  return chatType !== "channel" || (member.status === "administrator" && member.can_post_messages === true);
}

const MUST_NOT_WRITE = {
  cause: "permission" as const,
  reason: "The bot works, but it may not write in this chat.",
  fix: "Make it a member of the group, or in a channel an administrator that may post messages, then verify again.",
};
