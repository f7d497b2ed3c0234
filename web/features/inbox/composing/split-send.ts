import type { Channel } from "../../../../schema/channels.ts";
import type { Attachment } from "../../../../schema/contracts/messages.ts";
import { captionMax } from "./file-rules.ts";

export interface SentPart {
  text: string;
  attachments?: Attachment[];
  replyTo?: string;
}

/**
 * What is written as the messages it becomes: a file each, with the words as the first one's caption where the channel and their length allow
 * it, else before them. Only the first answers `replyTo`.
 */
export function splitSend(
  channel: Channel,
  { text, files, replyTo }: { text: string; files: readonly Attachment[]; replyTo: string | undefined },
): SentPart[] {
  const [first, ...rest] = files;
  const captioned = first && text.length <= captionMax(channel, first.type);
  const parts: SentPart[] = [];
  if (!captioned && text.trim() !== "") parts.push({ text });
  if (first) parts.push({ text: captioned ? text : "", attachments: [first] });
  parts.push(...rest.map((file) => ({ text: "", attachments: [file] })));
  const [leading] = parts;
  if (leading && replyTo !== undefined) leading.replyTo = replyTo;
  return parts;
}
