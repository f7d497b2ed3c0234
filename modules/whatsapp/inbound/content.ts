import { boundedLine, boundedText } from "../../meta/bounded.ts";
import { at, idAt, listAt, textAt } from "../../meta/read.ts";

/** What one message says, as far as this version can show it. */
export interface Content {
  type: string;
  text: string | null;
  replyToExternalId?: string;
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
  const content = read?.(item) ?? unknown(item, type);
  const replyTo = content.replyToExternalId ?? idAt(item, "context", "id");
  return {
    type: content.type ?? type,
    text: content.text === undefined ? null : boundedText(content.text),
    ...(replyTo === undefined ? {} : { replyToExternalId: replyTo }),
    ...(content.placeholder === undefined ? {} : { placeholder: boundedText(content.placeholder) }),
  };
}

type Read = { type?: string; text?: string | undefined; placeholder?: string; replyToExternalId?: string | undefined };

const ON_THE_PHONE = "Open it on the phone: this version cannot show it yet.";
const QUOTE_MAX_CHARACTERS = 2_000;
const LABEL_MAX_CHARACTERS = 120;
const CARDS_MAX = 50;

const READERS: Record<string, (item: unknown) => Read> = {
  text: (item) => {
    const text = textAt(item, "text", "body");
    if (text === undefined) return { placeholder: "Sent a text without words." };
    // An answer goes to the person alone, so the agent must know that others read along.
    return idAt(item, "group_id") === undefined
      ? { text }
      : { type: "group", text, placeholder: "Wrote this in a group. Your answer goes to this person alone." };
  },
  image: (item) => media(item, "image", "photo"),
  video: (item) => media(item, "video", "video"),
  sticker: (item) => media(item, "sticker", "sticker"),
  audio: (item) =>
    at(item, "audio", "voice") === true
      ? { ...media(item, "audio", "voice message"), type: "voice" }
      : media(item, "audio", "audio file"),
  voice: (item) => media(item, "voice", "voice message"),
  document: (item) => media(item, "document", "document"),
  location: (item) => ({
    text: lines(textAt(item, "location", "name"), textAt(item, "location", "address"), coordinates(item)),
    placeholder: "Sent a location. This version cannot show the map yet.",
  }),
  contacts: (item) => {
    const cards = listAt(item, "contacts");
    return {
      text: lines(...cards.slice(0, CARDS_MAX).map(card)),
      placeholder: `Sent ${cards.length === 1 ? "a contact" : `${cards.length} contacts`}. This version cannot show the ${cards.length === 1 ? "card" : "cards"} yet.`,
    };
  },
  interactive: (item) => {
    if (at(item, "interactive", "list_reply") !== undefined) {
      const text = lines(
        textAt(item, "interactive", "list_reply", "title"),
        textAt(item, "interactive", "list_reply", "description"),
      );
      return { type: "interactive_list", text, placeholder: "Chose this from a list." };
    }
    if (at(item, "interactive", "button_reply") !== undefined) {
      return {
        type: "interactive_button",
        text: textAt(item, "interactive", "button_reply", "title"),
        placeholder: "Tapped this button.",
      };
    }
    if (at(item, "interactive", "nfm_reply") !== undefined) {
      return {
        type: "interactive_form",
        text: textAt(item, "interactive", "nfm_reply", "body"),
        placeholder: `Sent a filled-in form. ${ON_THE_PHONE}`,
      };
    }
    if (at(item, "interactive", "call_permission_reply") !== undefined) {
      const accepted = textAt(item, "interactive", "call_permission_reply", "response") === "accept";
      return { placeholder: accepted ? "Allowed you to call them." : "Did not allow you to call them." };
    }
    return { placeholder: `Answered an interactive message. ${ON_THE_PHONE}` };
  },
  button: (item) => ({ text: textAt(item, "button", "text"), placeholder: "Tapped this button." }),
  order: (item) => {
    const count = listAt(item, "order", "product_items").length;
    return {
      text: textAt(item, "order", "text"),
      placeholder: `Placed an order of ${count} ${count === 1 ? "item" : "items"}. ${ON_THE_PHONE}`,
    };
  },
  reaction: (item) => {
    const emoji = textAt(item, "reaction", "emoji");
    return {
      replyToExternalId: idAt(item, "reaction", "message_id"),
      placeholder: emoji === undefined ? "Took back a reaction." : `Reacted with ${boundedLine(emoji, 40)}`,
    };
  },
  edit: (item) => {
    const now = textAt(item, "edit", "message", "text", "body") ?? caption(at(item, "edit", "message"));
    return {
      // The context inside `edit.message` is a dummy; the message meant is this one.
      replyToExternalId: idAt(item, "edit", "original_message_id"),
      placeholder:
        now === undefined
          ? `Edited an earlier message. ${ON_THE_PHONE}`
          : `Edited an earlier message. It now reads: “${quote(now)}”`,
    };
  },
  revoke: (item) => ({
    replyToExternalId: idAt(item, "revoke", "original_message_id"),
    placeholder: "Deleted an earlier message on their phone.",
  }),
  system: (item) => ({
    placeholder: textAt(item, "system", "body") ?? "Something changed about this WhatsApp account.",
  }),
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
function typeOf(item: unknown): string {
  const type = textAt(item, "type");
  if (type !== undefined && /^[a-z][a-z0-9_]{0,39}$/.test(type)) return type;
  return textAt(item, "text", "body") === undefined ? "unknown" : "text";
}

function media(item: unknown, part: string, label: string): Read {
  const text = lines(caption(item), textAt(item, part, "filename"));
  return { ...(text === undefined ? {} : { text }), placeholder: `Sent a ${label}. ${ON_THE_PHONE}` };
}

function caption(item: unknown): string | undefined {
  for (const part of ["image", "video", "document", "audio"]) {
    const found = textAt(item, part, "caption");
    if (found !== undefined) return found;
  }
  return undefined;
}

function card(contact: unknown): string | undefined {
  const name =
    textAt(contact, "name", "formatted_name") ??
    textAt(contact, "name", "first_name") ??
    textAt(contact, "org", "company");
  const phones = listAt(contact, "phones").flatMap((phone) => textAt(phone, "phone") ?? textAt(phone, "wa_id") ?? []);
  return [name, phones.join(", ")].filter((part) => part !== undefined && part !== "").join(": ") || undefined;
}

function coordinates(item: unknown): string | undefined {
  const [latitude, longitude] = [at(item, "location", "latitude"), at(item, "location", "longitude")];
  return typeof latitude === "number" && typeof longitude === "number" ? `${latitude}, ${longitude}` : undefined;
}

function unknown(item: unknown, type: string): Read {
  const reason = textAt(item, "errors", 0, "title");
  const kind = type === "unknown" ? "" : ` (${type.replaceAll("_", " ")})`;
  return {
    text: caption(item),
    placeholder: `Sent something this version does not know${kind}. Open it on the phone.${reason === undefined ? "" : ` WhatsApp says: ${boundedLine(reason, LABEL_MAX_CHARACTERS)}`}`,
  };
}

function quote(text: string): string {
  return text.length <= QUOTE_MAX_CHARACTERS ? text : `${text.slice(0, QUOTE_MAX_CHARACTERS)}…`;
}

function lines(...parts: (string | undefined)[]): string | undefined {
  const present = parts.filter((part) => part !== undefined);
  return present.length === 0 ? undefined : present.join("\n");
}
