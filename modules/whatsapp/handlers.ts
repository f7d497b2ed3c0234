import type { ChannelHandlers } from "../module.ts";
import { parseWebhook } from "./inbound/parse-webhook.ts";
import { sendText } from "./send.ts";
import { verifyNumber } from "./verify.ts";

/** What the server does with WhatsApp: Meta's Cloud API both ways. */
export const whatsappHandlers = {
  verify: verifyNumber,
  send: sendText,
  parseWebhook,
} as const satisfies ChannelHandlers;
