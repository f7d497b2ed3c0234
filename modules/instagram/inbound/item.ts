import type { InboundPerson } from "../../../schema/inbound/event.ts";
import { boundedLine, boundedText } from "../../meta/bounded.ts";
import { at, idAt, listAt, textAt } from "../../meta/read.ts";
import type { InboundGroup } from "../../module.ts";
import { eventTime } from "./event-time.ts";
import { messageEvent, postbackEvent, referralEvent } from "./message.ts";

/** The account an item belongs to, when Meta sent its entry, and when that arrived (ms). */
export interface ItemSetting {
  accountId: string;
  sentAt: unknown;
  receivedAt: number;
}
type Event = InboundGroup["events"][number];

/** Who is on the other side of an item, which way it went, and when (ms). */
export interface ItemPlace {
  direction: "in" | "out";
  person: InboundPerson;
  at: number;
}

/** One item of `messaging[]`, or a change of the same form: the events it becomes, none for one that says nothing about a chat's content. */
export function readItem(item: unknown, setting: ItemSetting): { events: Event[] } | { unreadable: string } {
  const part = PARTS.find((name) => isObject(at(item, name)));
  if (part === undefined) return isObject(item) ? { events: [] } : { unreadable: "an item without content" };
  const place = placeOf(item, setting);
  if (place === undefined) return { unreadable: `${part} that names nobody` };
  const event = READERS[part](at(item, part), place);
  if (event === null) return { events: [] };
  if ("unreadable" in event) return event;
  return { events: [event].flat() };
}

type Read = Event | Event[] | { unreadable: string } | null;

const PARTS = ["message", "postback", "reaction", "message_edit", "read", "delivery", "referral"] as const;

const READERS: Record<(typeof PARTS)[number], (part: unknown, place: ItemPlace) => Read> = {
  message(message, place) {
    const mid = idAt(message, "mid");
    if (mid === undefined) return { unreadable: "a message without an id" };
    if (at(message, "is_deleted") !== true) return messageEvent(mid, message, place);
    const { direction, at: when } = place;
    return {
      kind: "delete",
      channel: "instagram",
      externalId: `delete:${mid}`,
      targetExternalId: mid,
      direction,
      at: when,
    };
  },
  postback: postbackEvent,
  referral: referralEvent,
  reaction(reaction, { direction, person, at: when }) {
    const mid = idAt(reaction, "mid");
    if (mid === undefined) return { unreadable: "a reaction to no message" };
    const emoji = at(reaction, "action") === "unreact" ? null : emojiOf(reaction);
    return {
      kind: "reaction",
      channel: "instagram",
      externalId: `reaction:${direction}:${emoji ?? "none"}:${when}:${mid}`,
      targetExternalId: mid,
      direction,
      at: when,
      person,
      emoji,
    };
  },
  message_edit(edit, { direction, at: when }) {
    const mid = idAt(edit, "mid");
    if (mid === undefined) return { unreadable: "an edit of no message" };
    const text = textAt(edit, "text");
    // The zeroth edit announces the message itself, which comes on its own; an edit without words has none to show.
    if (text === undefined || at(edit, "num_edit") === 0) return null;
    return {
      kind: "edit",
      channel: "instagram",
      externalId: `edit:${idAt(edit, "num_edit") ?? when}:${mid}`,
      targetExternalId: mid,
      direction,
      at: when,
      text: boundedText(text),
    };
  },
  read(read, { direction, person, at: when }) {
    // What the business itself has seen tells nothing of its own messages.
    if (direction === "out") return null;
    const mid = idAt(read, "mid");
    const until = idAt(read, "watermark");
    if (mid === undefined && until === undefined) return { unreadable: "a read event of no message" };
    return {
      kind: "status",
      channel: "instagram",
      externalId: mid ?? `read:${until}`,
      status: "read",
      at: until === undefined ? when : eventTime(until, undefined, when),
      earlierWith: person,
    };
  },
  delivery: (delivery, { direction, at: when }) =>
    direction === "out"
      ? null
      : listAt(delivery, "mids").flatMap((_mid, n) => {
          const externalId = idAt(delivery, "mids", n);
          if (externalId === undefined) return [];
          return [{ kind: "status", channel: "instagram", externalId, status: "delivered", at: when } as const];
        }),
};

/**
 * Echoes have the two sides swapped: the sender is the account itself. A message of the account to itself counts as a customer's, so that a
 * business can try its own inbox.
 */
function placeOf(item: unknown, { accountId, sentAt, receivedAt }: ItemSetting): ItemPlace | undefined {
  const [sender, recipient] = [idAt(item, "sender", "id"), idAt(item, "recipient", "id")];
  const isEcho = at(item, "message", "is_echo") === true || (sender === accountId && recipient !== accountId);
  const direction = isEcho ? "out" : "in";
  const side = isEcho ? "recipient" : "sender";
  const id = isEcho ? recipient : sender;
  if (id === undefined || id.length > SCOPED_ID_MAX_CHARACTERS) return undefined;
  const name = boundedLine(textAt(item, side, "name") ?? "", NAME_MAX_CHARACTERS);
  const username = boundedLine(textAt(item, side, "username") ?? "", NAME_MAX_CHARACTERS);
  return {
    direction,
    person: {
      ids: [{ kind: "instagram", value: id, display: id }],
      ...(name === "" ? {} : { name }),
      ...(username === "" ? {} : { username }),
    },
    at: eventTime(at(item, "timestamp"), sentAt, receivedAt),
  };
}

const SCOPED_ID_MAX_CHARACTERS = 64;
const NAME_MAX_CHARACTERS = 200;
const EMOJI_MAX_CHARACTERS = 40;

/** Meta names the reactions it has a name for, and gives the emoji beside it; older versions give the name alone. */
function emojiOf(reaction: unknown): string {
  const emoji = boundedLine(textAt(reaction, "emoji") ?? "", EMOJI_MAX_CHARACTERS);
  if (emoji !== "") return emoji;
  const name = textAt(reaction, "reaction") ?? "";
  return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? OTHER) : OTHER;
}

const NAMED: Record<string, string> = {
  love: "❤️",
  like: "👍",
  dislike: "👎",
  smile: "😆",
  haha: "😆",
  wow: "😮",
  sad: "😢",
  angry: "😠",
};
const OTHER = "❔";

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
