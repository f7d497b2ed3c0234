import type { InboundAttachment } from "../../../schema/inbound/event.ts";
import { boundedLine } from "../../meta/bounded.ts";
import { at, idAt, textAt } from "../../meta/read.ts";
import type { ReadContent } from "./read-content.ts";

const TYPES = {
  image: "image",
  video: "video",
  sticker: "sticker",
  audio: "audio",
  voice: "audio",
  document: "document",
} as const satisfies Record<string, InboundAttachment["type"]>;
type MediaPart = keyof typeof TYPES;

const NAME_MAX_CHARACTERS = 240;
const MIME_TYPE_MAX_CHARACTERS = 200;

/**
 * A message that is one file: its caption as the text, and where the file is. The address a webhook brings lives five minutes and the id
 * seven days, so only the id is kept. https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media
 */
export function mediaOf(item: unknown, part: MediaPart): ReadContent {
  const file = at(item, part);
  const isVoice = part === "voice" || at(file, "voice") === true;
  const caption = captionOf(item);
  const mediaId = idAt(file, "id");
  const name = boundedLine(textAt(file, "filename") ?? "", NAME_MAX_CHARACTERS);
  const mimeType = boundedLine(textAt(file, "mime_type") ?? "", MIME_TYPE_MAX_CHARACTERS);
  const sha256 = idAt(file, "sha256");
  const size = at(file, "file_size");
  return {
    ...(part === "audio" && isVoice ? { type: "voice" } : {}),
    ...(caption === undefined ? {} : { text: caption }),
    attachments: [
      {
        type: TYPES[part],
        ...(mediaId === undefined ? {} : { mediaId }),
        ...(name === "" ? {} : { name }),
        ...(mimeType === "" ? {} : { mimeType }),
        ...(sha256 === undefined ? {} : { sha256 }),
        ...(typeof size === "number" && Number.isSafeInteger(size) && size >= 0 ? { size } : {}),
        ...(isVoice ? { voice: true } : {}),
      },
    ],
  };
}

/** The words under a file, wherever they sit. */
export function captionOf(item: unknown): string | undefined {
  for (const part of ["image", "video", "document", "audio", "sticker"]) {
    const found = textAt(item, part, "caption");
    if (found !== undefined) return found;
  }
  return undefined;
}
