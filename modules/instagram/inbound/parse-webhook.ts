import { isNestedTooDeeply } from "../../meta/bounded.ts";
import { at, idAt, listAt, textAt } from "../../meta/read.ts";
import type { InboundGroup, ParsedWebhook } from "../../module.ts";
import { type ItemSetting, readItem } from "./item.ts";

/**
 * Takes one webhook body apart, entry by entry and item by item. Each entry becomes a group for the Instagram account it names, so one body may
 * serve many. A bad item is reported and loses none of its neighbours. Never throws.
 * https://developers.facebook.com/docs/instagram-platform/webhooks/examples
 */
export function parseWebhook(body: unknown, receivedAt: number): ParsedWebhook {
  if (isNestedTooDeeply(body)) return { groups: [], unreadable: [{ reason: "nested too deeply", raw: null }] };
  if (at(body, "object") !== "instagram") {
    return { groups: [], unreadable: [{ reason: "not an Instagram webhook", raw: body ?? null }] };
  }
  const parsed: ParsedWebhook = { groups: [], unreadable: [] };
  for (const entry of listAt(body, "entry")) {
    const accountId = idAt(entry, "id");
    if (accountId === undefined) {
      parsed.unreadable.push({ reason: "an entry that names no account", raw: entry ?? null });
      continue;
    }
    const events: InboundGroup["events"] = [];
    for (const item of itemsOf(entry)) {
      const read = readSafely(item, { accountId, sentAt: at(entry, "time"), receivedAt });
      if ("unreadable" in read) parsed.unreadable.push({ reason: read.unreadable, raw: item ?? null });
      else events.push(...read.events);
    }
    // An entry without events still makes a group, so that its original is kept with the account it belongs to.
    parsed.groups.push({ route: { kind: "instagram_account_id", outsideId: accountId }, events, raw: entry });
  }
  return parsed;
}

/** Every place of an entry where something of a chat may be. In standby another app leads the chat; the customer wrote to this account all the same. */
function itemsOf(entry: unknown): unknown[] {
  return [
    ...listAt(entry, "messaging"),
    ...listAt(entry, "standby"),
    ...listAt(entry, "changes").flatMap(ofField),
    ...ofField(entry),
  ];
}

/** The fields that speak of chats. What another field holds follows from it alone, whatever its keys look like: a comment is no message. */
const CHAT_FIELDS: ReadonlySet<string> = new Set([
  "messages",
  "message_echoes",
  "message_edit",
  "message_edits",
  "message_reactions",
  "messaging_postbacks",
  "messaging_referral",
  "messaging_referrals",
  "messaging_seen",
  "standby",
]);

function ofField(change: unknown): unknown[] {
  const field = textAt(change, "field");
  if (field === undefined || !CHAT_FIELDS.has(field)) return [];
  const value = at(change, "value");
  return Array.isArray(value) ? value : [value];
}

/** The readers are written to take anything; should one of them still stumble, only its own item is set aside. */
function readSafely(item: unknown, setting: ItemSetting): ReturnType<typeof readItem> {
  try {
    return readItem(item, setting);
  } catch {
    return { unreadable: "an item that could not be read" };
  }
}
