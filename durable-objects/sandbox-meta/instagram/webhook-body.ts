import type { SandboxNumber } from "../number.ts";
import type { StatusReport, WrittenMessage, WrittenReaction } from "../wire.ts";

/** The webhook of customers' messages. It brings no name: https://developers.facebook.com/docs/instagram-platform/webhooks/examples */
export function messagesBody(number: SandboxNumber, written: readonly WrittenMessage[]): string {
  return body(
    number,
    written.map(({ customer, message, file }) => ({
      sender: { id: customer.igsid },
      recipient: { id: accountId(number) },
      timestamp: message.at,
      message: {
        mid: message.id,
        ...(message.text === "" ? {} : { text: message.text }),
        ...(file === undefined ? {} : { attachments: [{ type: message.type, payload: { url: file.address } }] }),
        ...(message.reply_to === null ? {} : { reply_to: { mid: message.reply_to } }),
      },
    })),
  );
}

/** The webhook of a reaction: https://developers.facebook.com/docs/instagram-platform/webhooks/examples#reactions */
export function reactionBody(number: SandboxNumber, { customer, message, emoji, at }: WrittenReaction): string {
  const reaction = emoji === null ? { action: "unreact" } : { action: "react", reaction: "other", emoji };
  return body(number, [
    {
      sender: { id: customer.igsid },
      recipient: { id: accountId(number) },
      timestamp: at,
      reaction: { mid: message.id, ...reaction },
    },
  ]);
}

/** What Instagram tells of a message of the business: its echo, and that it was read. It says nothing of its delivery. */
export function statusBody(number: SandboxNumber, { customer, message, status, at }: StatusReport): string | undefined {
  switch (status) {
    case "sent":
      return body(number, [
        {
          sender: { id: accountId(number) },
          recipient: { id: customer.igsid },
          timestamp: message.at,
          message: { mid: message.id, text: message.text, is_echo: true },
        },
      ]);
    case "read":
      return body(number, [
        {
          sender: { id: customer.igsid },
          recipient: { id: accountId(number) },
          timestamp: at,
          read: { mid: message.id },
        },
      ]);
    case "delivered":
    case "failed":
      return undefined;
    default:
      return status satisfies never;
  }
}

function body(number: SandboxNumber, messaging: object[]): string {
  return JSON.stringify({ object: "instagram", entry: [{ time: Date.now(), id: accountId(number), messaging }] });
}

function accountId({ credentials }: SandboxNumber): string {
  return credentials["instagramAccountId"] ?? "";
}
