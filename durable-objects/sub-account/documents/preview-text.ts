import type { MessageRow } from "../../../schema/data-plane/index.ts";
import { cutText, PREVIEW_MAX_CHARACTERS } from "./cut-text.ts";

/** What a message is called where it has no words of its own. */
const CALLED: Record<string, string> = {
  image: "Photo",
  video: "Video",
  audio: "Audio",
  voice: "Voice message",
  document: "Document",
  sticker: "Sticker",
  location: "Location",
  contacts: "Contact",
  order: "Order",
  interactive_form: "Filled-in form",
};

/** One line for lists and timelines: the message's words, else what stands in for them, else what it is. */
export function previewText({
  text,
  placeholder,
  type,
  deletedAt,
}: Pick<MessageRow, "text" | "placeholder" | "type" | "deletedAt">): string {
  if (deletedAt !== null) return "Message deleted";
  const words = text?.trim() ? text : (placeholder ?? (Object.hasOwn(CALLED, type) ? CALLED[type] : undefined));
  return cutText(words ?? "", PREVIEW_MAX_CHARACTERS);
}
