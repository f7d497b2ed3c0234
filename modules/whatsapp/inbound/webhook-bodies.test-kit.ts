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

/** What may stand where nobody expects it. */
export const ODD_VALUES = [null, 0, -1, Number.POSITIVE_INFINITY, "", "x", [], {}, [[]], { id: {} }, true];

/** Every place inside a value. */
export function pathsOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return path.length === 0 ? [] : [path];
  const here = path.length === 0 ? [] : [path];
  return [
    ...here,
    ...Object.keys(value).flatMap((key) => pathsOf((value as Record<string, unknown>)[key], [...path, key])),
  ];
}

/** A copy of a body with something else in one place. */
export function withValueAt(body: unknown, path: (string | number)[], value: unknown): unknown {
  const copy: unknown = structuredClone(body);
  let here = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) here = here[key] as Record<string | number, unknown>;
  here[path.at(-1) ?? ""] = value;
  return copy;
}
