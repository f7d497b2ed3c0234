import type { InboundGroup, ParsedWebhook } from "../../module.ts";

/** Webhook bodies built by hand, and what came of them. For tests. */
export const RECEIVED_AT = Date.parse("2026-11-20T08:00:00Z");

export type Event = InboundGroup["events"][number];
export type Message = Extract<Event, { kind: "message" }>;

export function text(id: string, body: string) {
  return { id, from: "447700900417", timestamp: "1795082400", type: "text", text: { body } };
}

export function status(id: string, name: unknown) {
  return { id, status: name, timestamp: "1795082400", recipient_id: "447700900417" };
}

export function changeOf(value: object, field = "messages") {
  const metadata = { display_phone_number: "14155550112", phone_number_id: "510600700800901" };
  return {
    object: "whatsapp_business_account",
    entry: [
      { id: "410200300400501", changes: [{ field, value: { messaging_product: "whatsapp", metadata, ...value } }] },
    ],
  };
}

export function eventsOf(parsed: ParsedWebhook): Event[] {
  return parsed.groups.flatMap(({ events }) => events);
}

export function messagesOf(parsed: ParsedWebhook): Message[] {
  return eventsOf(parsed).filter((event) => event.kind === "message");
}
