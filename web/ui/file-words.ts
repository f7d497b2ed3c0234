import type { Attachment } from "../../schema/contracts/messages.ts";

const KIB = 1024;

/** "820 B", "14 KB", "2.4 MB": as people read file sizes. Bytes. */
export function fileSize(bytes: number): string {
  if (bytes < KIB) return `${bytes} B`;
  if (bytes < KIB * KIB) return `${Math.round(bytes / KIB)} KB`;
  return `${(bytes / KIB / KIB).toFixed(1).replace(/\.0$/, "")} MB`;
}

const CALLED = {
  image: "Photo",
  video: "Video",
  audio: "Audio",
  document: "Document",
  sticker: "Sticker",
  contact: "Contact card",
  file: "File",
} as const satisfies Record<Attachment["type"], string>;

/** What a file is in one or two words: "Photo", "Voice message". */
export function fileKind({ type, voice }: Pick<Attachment, "type" | "voice">): string {
  return voice ? "Voice message" : CALLED[type];
}

/** What kind of document it is, from its name or its type: "PDF", "XLSX". */
export function fileFormat({ name, mimeType }: Pick<Attachment, "name" | "mimeType">): string {
  const [, ending] = /\.([a-z0-9]{1,5})$/i.exec(name) ?? [];
  const [, subtype = ""] = mimeType.split("/");
  return (ending ?? (/^[a-z0-9]{1,5}$/.test(subtype) ? subtype : "file")).toUpperCase();
}

/** "0:07", "12:30", "1:02:03". Milliseconds. */
export function playTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${parts.join(":")}` : parts.join(":").replace(/^0/, "");
}
