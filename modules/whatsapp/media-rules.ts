import type { MediaRule } from "../module.ts";

const DOCS = "https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types";
const KIB = 1024;
const MIB = 1024 * KIB;
/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages#media-object */
const CAPTION_MAX_CHARACTERS = 1_024;

/** What WhatsApp carries, in Meta's own figures. Meta passes on nothing larger, and takes nothing else. */
export const MEDIA_RULES = {
  image: {
    maxBytes: 5 * MIB,
    mimeTypes: ["image/jpeg", "image/png"],
    captionMax: CAPTION_MAX_CHARACTERS,
    docsUrl: DOCS,
  },
  video: {
    maxBytes: 16 * MIB,
    mimeTypes: ["video/mp4", "video/3gpp"],
    captionMax: CAPTION_MAX_CHARACTERS,
    docsUrl: DOCS,
  },
  audio: {
    maxBytes: 16 * MIB,
    mimeTypes: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"],
    docsUrl: DOCS,
  },
  sticker: { maxBytes: 500 * KIB, mimeTypes: ["image/webp"], docsUrl: DOCS },
  document: {
    maxBytes: 100 * MIB,
    mimeTypes: [
      "application/pdf",
      "text/plain",
      "application/msword",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "application/vnd.ms-excel",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "application/vnd.ms-powerpoint",
      "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ],
    captionMax: CAPTION_MAX_CHARACTERS,
    docsUrl: DOCS,
  },
} as const satisfies Record<string, MediaRule>;
