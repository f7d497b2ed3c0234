import type { MediaRule } from "../module.ts";

const DOCS =
  "https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api#media-types-and-specifications";
const MIB = 1024 * 1024;

/** What Instagram carries, in Meta's own figures. */
export const MEDIA_RULES = {
  image: { maxBytes: 8 * MIB, mimeTypes: ["image/jpeg", "image/png"], docsUrl: DOCS },
  video: {
    maxBytes: 25 * MIB,
    mimeTypes: ["video/mp4", "video/ogg", "video/x-msvideo", "video/quicktime", "video/webm"],
    docsUrl: DOCS,
  },
  audio: {
    maxBytes: 25 * MIB,
    mimeTypes: ["audio/aac", "audio/mp4", "audio/x-m4a", "audio/wav"],
    docsUrl: DOCS,
  },
  document: { maxBytes: 25 * MIB, mimeTypes: ["application/pdf"], docsUrl: DOCS },
} as const satisfies Record<string, MediaRule>;
