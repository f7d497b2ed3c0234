/** Endings by type, for files whose sender gave no name. */
const ENDINGS: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
  "audio/aac": "aac",
  "audio/amr": "amr",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "audio/ogg": "ogg",
  "video/mp4": "mp4",
  "video/3gpp": "3gp",
  "application/pdf": "pdf",
  "text/plain": "txt",
  "text/vcard": "vcf",
};

/**
 * How a browser treats a file and what it calls it. The name goes twice: in ASCII for old readers, in UTF-8 for all others.
 * https://www.rfc-editor.org/rfc/rfc6266 https://www.rfc-editor.org/rfc/rfc5987
 */
export function contentDisposition(
  how: "inline" | "attachment",
  { name: given, mimeType, type }: { name: string; mimeType: string; type: string },
): string {
  const ending = ENDINGS[mimeType];
  const name = safeName(given) || (ending === undefined ? type : `${type}.${ending}`);
  // oxlint-disable-next-line no-control-regex -- everything outside printable ASCII, and what ends a quoted string.
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** A name and no path; no marks that turn the reading direction round, which make "gpj.exe" look like "exe.jpg". */
function safeName(name: string): string {
  return name
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "")
    .replace(/[/\\]/g, "_")
    .trim()
    .slice(-200);
}
