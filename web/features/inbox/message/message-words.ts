import type { Attachment, Message } from "../../../../schema/contracts/messages.ts";
import type { MessageContent } from "../../../../schema/contracts/message-content.ts";
import { fileKind } from "../../../ui/file-words.ts";

/** What of a message words are made from. */
export interface Worded {
  text: string | null;
  placeholder?: string | undefined;
  deletedAt?: string | undefined;
  attachments: readonly Pick<Attachment, "type" | "voice" | "name">[];
}

/** A message in one line, for a quote or an ear: its words, else what it is. */
export function messageWords({ text, placeholder, deletedAt, attachments }: Worded): string {
  if (deletedAt !== undefined) return "Deleted message";
  const [file] = attachments;
  const words = text?.trim() ? text : placeholder;
  if (!file) return words ?? "Message";
  const kind = fileKind(file);
  if (words) return `${kind}: ${words}`;
  return file.type === "document" && file.name !== "" ? `${kind}: ${file.name}` : kind;
}

/** Lines of a message's text that repeat what its content shows better, left out. Null when nothing is left to say. */
export function ownWords({
  text,
  content,
}: {
  text: string | null;
  content: MessageContent | undefined;
}): string | null {
  if (text === null || content?.location || content?.contacts) return null;
  const repeated = (content?.order?.items.length ?? 0) + (content?.form?.fields.length ?? 0);
  if (repeated === 0) return text;
  return text.split("\n").slice(0, -repeated).join("\n").trim() || null;
}

/** Who a message is from, as the person at this screen would say it. */
export function authorWords(author: Message["author"], myId: string): string {
  if (author.id === myId) return "You";
  return author.type === "business" ? "Sent from the phone app" : author.name;
}
