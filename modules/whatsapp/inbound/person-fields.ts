import { at, idAt, listAt, textAt } from "../../meta/read.ts";
import type { Read } from "./read-event.ts";
import { contactsOf, identityOf, isBsuid, personFrom } from "./person.ts";
import { providerTime } from "./provider-time.ts";

const ID_MAX_CHARACTERS = 512;

type ReadItem = [item: unknown, event: Read];

/**
 * A number that changed gives its owner a new business-scoped id; this maps old to new.
 * https://developers.facebook.com/docs/whatsapp/business-scoped-user-ids
 */
export function userIdUpdates(value: unknown, receivedAt: number): ReadItem[] {
  return listAt(value, "user_id_update").flatMap((item) =>
    ["user_id", "parent_user_id"].flatMap((key): ReadItem[] => {
      const to = idAt(item, key, "current");
      // Without the former id the number tells who it was.
      const from = idAt(item, key, "previous") ?? idAt(item, "wa_id") ?? idAt(contactsOf(value)[0], "wa_id");
      if (to === undefined || from === undefined) return [];
      const time = providerTime(at(item, "timestamp"), receivedAt);
      return [[item, identityEvent(`user_id_update:${from}:${to}`, time, from, to)]];
    }),
  );
}

/**
 * A status tells the business-scoped id behind the number that was written to: an answer may come from that id alone.
 * https://developers.facebook.com/docs/whatsapp/business-scoped-user-ids
 */
export function recipientIdentity(item: unknown, receivedAt: number): ReadItem[] {
  const from = idAt(item, "recipient_id");
  const to = idAt(item, "recipient_user_id");
  if (from === undefined || to === undefined || isBsuid(from) || !isBsuid(to)) return [];
  const time = providerTime(at(item, "timestamp"), receivedAt);
  return [[item, identityEvent(`recipient:${from}:${to}`, time, from, to)]];
}

function identityEvent(externalId: string, time: number, from: string, to: string): Read {
  return {
    kind: "identity",
    channel: "whatsapp",
    externalId: externalId.slice(0, ID_MAX_CHARACTERS),
    at: time,
    from: identityOf(from),
    to: identityOf(to),
  };
}

/** A person who stops or resumes marketing messages: the team has to see it where it writes to them. */
export function userPreferences(value: unknown, receivedAt: number): ReadItem[] {
  return listAt(value, "user_preferences").map((item): ReadItem => {
    const ids = { phone: idAt(item, "wa_id"), bsuid: idAt(item, "user_id") };
    const person = personFrom(ids, contactsOf(value));
    if (person === undefined) return [item, { unreadable: "a preference that names nobody" }];
    const wish = textAt(item, "value");
    const category = (textAt(item, "category") ?? "marketing_messages").replaceAll("_", " ");
    const text =
      wish === "stop"
        ? `Does not want ${category} any more.`
        : wish === "resume"
          ? `Wants ${category} again.`
          : `Changed what they want to receive (${category}).`;
    const key = [ids.bsuid ?? ids.phone, at(item, "timestamp"), wish].map((part) => String(part ?? "")).join(":");
    return [
      item,
      {
        kind: "message",
        channel: "whatsapp",
        externalId: `user_preferences:${key}`.slice(0, ID_MAX_CHARACTERS),
        direction: "in",
        at: providerTime(at(item, "timestamp"), receivedAt),
        person,
        type: "system",
        text: text.slice(0, 300),
        system: true,
      },
    ];
  });
}

/**
 * Calls. A call of a customer is a message of theirs: somebody wanted something. It comes twice or more (`connect`, `terminate`), under one id.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/calling/reference
 */
export function calls(value: unknown, receivedAt: number): ReadItem[] {
  return listAt(value, "calls").map((item): ReadItem => {
    const externalId = idAt(item, "id");
    if (externalId === undefined) return [item, { unreadable: "a call without an id" }];
    const isOurs = textAt(item, "direction") === "BUSINESS_INITIATED";
    const ids = isOurs
      ? { phone: idAt(item, "to"), bsuid: idAt(item, "to_user_id") }
      : { phone: idAt(item, "from"), bsuid: idAt(item, "from_user_id") };
    const person = personFrom(ids, contactsOf(value));
    if (person === undefined) return [item, { unreadable: "a call that names nobody" }];
    return [
      item,
      {
        kind: "message",
        channel: "whatsapp",
        externalId,
        direction: isOurs ? "out" : "in",
        at: providerTime(at(item, "timestamp") ?? at(item, "start_time"), receivedAt),
        person,
        type: "call",
        text: isOurs ? "Called them on WhatsApp." : "Called you on WhatsApp.",
      },
    ];
  });
}
