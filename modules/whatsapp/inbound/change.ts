import type { InboundGroup, ParsedWebhook } from "../../module.ts";
import { messageFrom } from "./message.ts";
import { contactsOf, recipientIds, senderIds } from "./person.ts";
import { at, idAt, listAt, textAt } from "../../meta/read.ts";
import { statusFrom } from "./status.ts";
import { threadMessages } from "./history.ts";

export interface ReadChange {
  group?: InboundGroup;
  unreadable: ParsedWebhook["unreadable"];
}
type Event = InboundGroup["events"][number];
type Read = Event | { unreadable: string } | null;

/**
 * One entry of `changes[]`. What it holds follows from its `field` alone: `history` may hold `messages`, `calls` may hold `statuses`.
 * A field this version does not use still makes a group, without events, so that its original is kept with the account it belongs to.
 */
export function readChange(change: unknown, wabaId: string | undefined, receivedAt: number): ReadChange {
  const field = textAt(change, "field");
  const value = at(change, "value");
  if (field === undefined || typeof value !== "object" || value === null) {
    return { unreadable: [{ reason: "a change without field and value", raw: change ?? null }] };
  }
  const read = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
  const route = routeOf(value, wabaId);
  if (route === undefined)
    return { unreadable: [{ reason: `${field.slice(0, 60)} without a number or account`, raw: change }] };
  if (read === undefined) return { group: { route, events: [], raw: change }, unreadable: [] };
  // What a number sends is routed by that number and nothing else: an account may own several, installed in different places.
  if (route.kind !== "phone_number_id")
    return { unreadable: [{ reason: `${field} without a phone_number_id`, raw: change }] };

  const events: Event[] = [];
  const unreadable: ParsedWebhook["unreadable"] = [];
  for (const [item, event] of read(value, receivedAt)) {
    if (event === null) continue;
    if ("unreadable" in event) unreadable.push({ reason: event.unreadable, raw: item ?? null });
    else events.push(event);
  }
  return { group: { route, events, raw: change }, unreadable };
}

/** The fields that carry conversation content, and how each is read: every item beside what it became. */
const FIELDS: Record<string, (value: unknown, receivedAt: number) => [item: unknown, event: Read][]> = {
  messages: (value, receivedAt) => [
    ...listAt(value, "messages").map((item): [unknown, Read] => [
      item,
      messageFrom(item, { direction: "in", ids: senderIds(item), contacts: contactsOf(value), receivedAt }),
    ]),
    ...listAt(value, "statuses").map((item): [unknown, Read] => [item, statusFrom(item, receivedAt)]),
  ],
  smb_message_echoes: (value, receivedAt) =>
    listAt(value, "message_echoes").map((item) => [
      item,
      messageFrom(item, { direction: "out", ids: recipientIds(item), contacts: contactsOf(value), receivedAt }),
    ]),
  history: threadMessages,
};

function routeOf(value: unknown, wabaId: string | undefined): InboundGroup["route"] | undefined {
  const number = idAt(value, "metadata", "phone_number_id");
  if (number !== undefined) return { kind: "phone_number_id", outsideId: number };
  return wabaId === undefined ? undefined : { kind: "waba", outsideId: wabaId };
}
