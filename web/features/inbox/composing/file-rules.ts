import { MEDIA_RULES as INSTAGRAM } from "../../../../modules/instagram/media-rules.ts";
import { MEDIA_RULES as WHATSAPP } from "../../../../modules/whatsapp/media-rules.ts";
import { CHANNEL_RULES, type Channel } from "../../../../schema/channels.ts";
import type { Attachment } from "../../../../schema/contracts/messages.ts";
import { fileKind, fileSize } from "../../../ui/file-words.ts";

interface Rule {
  maxBytes: number;
  mimeTypes: readonly string[];
  captionMax?: number;
}
const RULES = { whatsapp: WHATSAPP, instagram: INSTAGRAM } as const satisfies Record<
  Channel,
  Partial<Record<Attachment["type"], Rule>>
>;

/** A file as its channel would carry it, or why it would not. */
export type JudgedFile = { type: Attachment["type"] } | { refusal: string };

/** What a channel makes of a file, said before anything is sent. Sizes in bytes. */
export function judgeFile(channel: Channel, { type: mimeType, size }: Pick<File, "type" | "size">): JudgedFile {
  const { name } = CHANNEL_RULES[channel];
  const [plain = ""] = mimeType.split(";");
  const found = rulesOf(channel).find(([, rule]) => rule.mimeTypes.includes(plain));
  if (size === 0) return { refusal: "This file is empty." };
  if (!found) return { refusal: `${name} does not carry files of this type.` };
  const [type, rule] = found;
  if (size > rule.maxBytes)
    return {
      refusal: `${fileSize(size)} is too large: ${name} carries ${fileKind({ type }).toLowerCase()}s up to ${fileSize(rule.maxBytes)}.`,
    };
  return { type };
}

/** The longest text that may go with a file of this type, in characters; 0 where none may. */
export function captionMax(channel: Channel, type: Attachment["type"]): number {
  return rulesOf(channel).find(([ruled]) => ruled === type)?.[1].captionMax ?? 0;
}

/** The types of file a channel carries as this, for a file dialog. */
export function mimeTypesOf(channel: Channel, type: Attachment["type"]): readonly string[] {
  return rulesOf(channel).find(([ruled]) => ruled === type)?.[1].mimeTypes ?? [];
}

/** Every type a channel carries, for the file dialog. */
export function acceptedTypes(channel: Channel): string {
  return rulesOf(channel)
    .flatMap(([, { mimeTypes }]) => mimeTypes)
    .join(",");
}

/** The limits in one line: "Photos up to 5 MB, videos up to 16 MB". */
export function limitWords(channel: Channel): string {
  const words = rulesOf(channel)
    .filter(([type]) => type !== "sticker")
    .map(
      ([type, { maxBytes }]) =>
        `${type === "audio" ? "audio" : `${fileKind({ type }).toLowerCase()}s`} up to ${fileSize(maxBytes)}`,
    );
  const line = new Intl.ListFormat("en", { type: "unit" }).format(words);
  return line.charAt(0).toUpperCase() + line.slice(1);
}

function rulesOf(channel: Channel): [Attachment["type"], Rule][] {
  return Object.entries(RULES[channel]) as [Attachment["type"], Rule][];
}
