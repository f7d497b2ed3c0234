import type { InboundGroup, ParsedWebhook } from "../../module.ts";
import { ACCOUNT_FIELDS, noticeFrom, numberErrors } from "./account-fields.ts";
import { eventsFrom } from "./item.ts";
import type { Event, Read } from "./read-event.ts";
import type { MessageSetting } from "./message.ts";
import { contactsOf, recipientIds, senderIds } from "./person.ts";
import { at, idAt, listAt, textAt } from "../../meta/read.ts";
import { statusFrom } from "./status.ts";
import { threadMessages } from "./history.ts";
import { calls, recipientIdentity, userIdUpdates, userPreferences } from "./person-fields.ts";

export interface ReadChange {
  group?: InboundGroup;
  unreadable: ParsedWebhook["unreadable"];
}
/** The entry a change came in: the WABA, and when Meta sent it (seconds). */
export interface ReadEntry {
  wabaId: string | undefined;
  time: unknown;
}

/**
 * One entry of `changes[]`. What it holds follows from its `field` alone: `history` may hold `messages`, `calls` may hold `statuses`.
 * A field this version does not use still makes a group, without events, so that its original is kept with the account it belongs to.
 */
export function readChange(change: unknown, { wabaId, time }: ReadEntry, receivedAt: number): ReadChange {
  const field = textAt(change, "field");
  const value = at(change, "value");
  if (field === undefined || typeof value !== "object" || value === null) {
    return { unreadable: [{ reason: "a change without field and value", raw: change ?? null }] };
  }
  const read = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
  const route = routeOf(value, wabaId);
  if (route === undefined)
    return { unreadable: [{ reason: `${field.slice(0, 60)} without a number or account`, raw: change }] };
  if (Object.hasOwn(ACCOUNT_FIELDS, field))
    return { group: { route, events: [noticeFrom(field, value, time, receivedAt)], raw: change }, unreadable: [] };
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

type ReadItem = [item: unknown, event: Read];

/** The fields that carry conversation content, and how each is read: every item beside what it became. */
const FIELDS: Record<string, (value: unknown, receivedAt: number) => ReadItem[]> = {
  messages: (value, receivedAt) => [
    ...listAt(value, "messages").flatMap((item) =>
      read(item, { direction: "in", ids: senderIds(item), contacts: contactsOf(value), receivedAt }),
    ),
    ...listAt(value, "statuses").flatMap((item): ReadItem[] => [
      [item, statusFrom(item, receivedAt)],
      ...recipientIdentity(item, receivedAt),
    ]),
    ...numberErrors(value, receivedAt),
  ],
  smb_message_echoes: (value, receivedAt) =>
    listAt(value, "message_echoes").flatMap((item) =>
      read(item, { direction: "out", ids: recipientIds(item), contacts: contactsOf(value), receivedAt }),
    ),
  history: threadMessages,
  user_id_update: userIdUpdates,
  user_preferences: userPreferences,
  calls,
};

function read(item: unknown, setting: MessageSetting): ReadItem[] {
  return eventsFrom(item, setting).map((event) => [item, event]);
}

function routeOf(value: unknown, wabaId: string | undefined): InboundGroup["route"] | undefined {
  const number = idAt(value, "metadata", "phone_number_id");
  if (number !== undefined) return { kind: "phone_number_id", outsideId: number };
  return wabaId === undefined ? undefined : { kind: "waba", outsideId: wabaId };
}
