import { canonicalPhone } from "../../../schema/phone.ts";
import { eventsFrom } from "./item.ts";
import type { Read } from "./read-event.ts";
import type { MessageSetting } from "./message.ts";
import { contactsOf, recipientIds, senderIds } from "./person.ts";
import { idAt, listAt, textAt } from "../../meta/read.ts";

/**
 * The chats a business brings along from its WhatsApp Business app: `history[].threads[]`, each named by the customer it was with, and later
 * `messages[]` with the media of messages already told. A business that declined sends errors instead, which is nothing to read.
 * https://developers.facebook.com/docs/whatsapp/embedded-signup/custom-flows/onboarding-business-app-users
 */
export function threadMessages(value: unknown, receivedAt: number): [item: unknown, event: Read][] {
  const contacts = contactsOf(value);
  const business = canonicalPhone(idAt(value, "metadata", "display_phone_number") ?? "");
  const threads = listAt(value, "history").flatMap((part) => listAt(part, "threads"));
  return [
    ...threads.flatMap((thread) =>
      listAt(thread, "messages").flatMap((item): [unknown, Read][] => {
        // The thread's id is its customer. `from` tells only the direction: the business's own number, or anyone else.
        const ids = { phone: idAt(thread, "id"), bsuid: idAt(thread, "context", "user_id") };
        return pastEvents(item, isFrom(item, business) ? "out" : "in", { ids, contacts, receivedAt });
      }),
    ),
    ...listAt(value, "messages").flatMap((item): [unknown, Read][] => {
      const direction = isFrom(item, business) ? "out" : "in";
      const ids = direction === "out" ? recipientIds(item) : senderIds(item);
      return pastEvents(item, direction, { ids, contacts, receivedAt });
    }),
  ];
}

function pastEvents(
  item: unknown,
  direction: "in" | "out",
  setting: Omit<MessageSetting, "direction">,
): [item: unknown, event: Read][] {
  return eventsFrom(item, { direction, ...setting }).flatMap((event): [item: unknown, event: Read][] => {
    if (event === null || !("kind" in event) || event.kind !== "message") return [[item, event]];
    const status = direction === "out" ? reachedBy(item) : undefined;
    const { channel, externalId, at: time } = event;
    return [
      [item, { ...event, past: true }],
      ...(status === undefined
        ? []
        : [[item, { kind: "status", channel, externalId, status, at: time }] satisfies [unknown, Read]]),
    ];
  });
}

/** How far a message of the business had come when its past was handed over. */
function reachedBy(item: unknown): "delivered" | "read" | undefined {
  const status = textAt(item, "history_context", "status")?.toUpperCase();
  // What was played was read.
  return status === "DELIVERED" ? "delivered" : status === "READ" || status === "PLAYED" ? "read" : undefined;
}

function isFrom(item: unknown, business: string): boolean {
  const from = idAt(item, "from");
  return from !== undefined && business !== "" && canonicalPhone(from) === business;
}
