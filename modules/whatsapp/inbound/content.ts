import type { MessageContent } from "../../../schema/contracts/message-content.ts";
import type { InboundAttachment } from "../../../schema/inbound/event.ts";
import { boundedLine, boundedText } from "../../meta/bounded.ts";
import { at, idAt, textAt } from "../../meta/read.ts";
import { cardsOf, vcardFile } from "./cards.ts";
import { interactiveContent, templateButton } from "./choices.ts";
import { locationOf, placeText } from "./location.ts";
import { captionOf, mediaOf } from "./media.ts";
import { orderOf, orderText } from "./order.ts";
import { ON_THE_PHONE, type ReadContent } from "./read-content.ts";
import { referralOf } from "./referral.ts";

/** What one message says. */
export interface Content {
  type: string;
  text: string | null;
  replyToExternalId?: string;
  attachments?: InboundAttachment[];
  content?: MessageContent;
  /** Set when the content itself cannot be shown: the sentence to show instead. `text` is then what can be read of it. */
  placeholder?: string;
}

/**
 * The content of a WhatsApp message item. Every type gives something: the customer did write and waits for an answer, so an unknown type is
 * kept under its own name. https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages
 */
export function contentOf(item: unknown): Content {
  const type = typeOf(item);
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  const found = read?.(item) ?? unknown(item, type);
  const replyTo = idAt(item, "context", "id");
  const content = { ...found.content, ...aroundOf(item) };
  return {
    type: found.type ?? type,
    text: found.text === undefined ? null : boundedText(found.text),
    ...(replyTo === undefined ? {} : { replyToExternalId: replyTo }),
    ...(found.attachments === undefined ? {} : { attachments: found.attachments }),
    ...(Object.keys(content).length === 0 ? {} : { content }),
    ...(found.placeholder === undefined ? {} : { placeholder: boundedText(found.placeholder) }),
  };
}

const LABEL_MAX_CHARACTERS = 120;
const QUOTE_MAX_CHARACTERS = 2_000;

const READERS: Record<string, (item: unknown) => ReadContent> = {
  text: (item) => {
    const text = textAt(item, "text", "body");
    if (text === undefined) return { placeholder: "Sent a text without words." };
    // An answer goes to the person alone, so the agent must know that others read along.
    return idAt(item, "group_id") === undefined
      ? { text }
      : { type: "group", text, placeholder: "Wrote this in a group. Your answer goes to this person alone." };
  },
  image: (item) => mediaOf(item, "image"),
  video: (item) => mediaOf(item, "video"),
  sticker: (item) => mediaOf(item, "sticker"),
  audio: (item) => mediaOf(item, "audio"),
  voice: (item) => mediaOf(item, "voice"),
  document: (item) => mediaOf(item, "document"),
  location: (item) => place(item, "location"),
  live_location: (item) => place(item, "live_location"),
  contacts: (item) => {
    const contacts = cardsOf(item);
    if (contacts.length === 0) return { placeholder: "Sent a contact card without a name or number." };
    return {
      text: contacts.map(({ name }) => name).join("\n"),
      attachments: contacts.map(vcardFile),
      content: { contacts },
    };
  },
  interactive: interactiveContent,
  button: templateButton,
  order: (item) => {
    const order = orderOf(item);
    return { text: orderText(item, order), content: { order } };
  },
  // An edit that names no message: its words must be seen all the same.
  edit: (item) => {
    const now = textAt(item, "edit", "message", "text", "body") ?? captionOf(at(item, "edit", "message"));
    return {
      placeholder:
        now === undefined
          ? `Edited an earlier message. ${ON_THE_PHONE}`
          : `Edited an earlier message. It now reads: “${quote(now)}”`,
    };
  },
  // A chat's past names its media without bringing them.
  media_placeholder: () => ({
    placeholder: "Sent a photo, video or file before this inbox was connected. Open it on the phone.",
  }),
  request_welcome: () => ({ placeholder: "Opened this chat for the first time." }),
  unsupported: (item) => {
    const kind = boundedLine(textAt(item, "unsupported", "type") ?? "", LABEL_MAX_CHARACTERS).replaceAll("_", " ");
    return {
      placeholder: `Sent something that WhatsApp does not pass on${kind === "" ? "" : ` (${kind})`}. Open it on the phone.`,
    };
  },
};

/** The type by name, or by the only part that can be it when the name is missing. */
export function typeOf(item: unknown): string {
  const type = textAt(item, "type");
  if (type !== undefined && /^[a-z][a-z0-9_]{0,39}$/.test(type)) return type;
  return textAt(item, "text", "body") === undefined ? "unknown" : "text";
}

function place(item: unknown, part: string): ReadContent {
  const location = locationOf(item, part);
  if (location === undefined)
    return { type: "location", placeholder: `Sent a location without a place. ${ON_THE_PHONE}` };
  return { type: "location", text: placeText(location), content: { location } };
}

/** What surrounds a message of any type: where it came from, and what it passes on. */
function aroundOf(item: unknown): MessageContent {
  const referral = referralOf(item);
  const product = idAt(item, "context", "referred_product", "product_retailer_id");
  const forwarded =
    at(item, "context", "frequently_forwarded") === true
      ? ("often" as const)
      : at(item, "context", "forwarded") === true
        ? ("once" as const)
        : undefined;
  return {
    ...(referral === undefined ? {} : { referral }),
    ...(product === undefined ? {} : { share: { kind: "product" as const, id: product } }),
    ...(forwarded === undefined ? {} : { forwarded }),
  };
}

function unknown(item: unknown, type: string): ReadContent {
  const reason = textAt(item, "errors", 0, "title");
  const kind = type === "unknown" ? "" : ` (${type.replaceAll("_", " ")})`;
  return {
    text: captionOf(item),
    placeholder: `Sent something this version does not know${kind}. Open it on the phone.${reason === undefined ? "" : ` WhatsApp says: ${boundedLine(reason, LABEL_MAX_CHARACTERS)}`}`,
  };
}

function quote(text: string): string {
  return text.length <= QUOTE_MAX_CHARACTERS ? text : `${text.slice(0, QUOTE_MAX_CHARACTERS)}…`;
}
