import type { OpenedAttachment } from "../../../durable-objects/sub-account/media/open-attachment.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Env } from "../../env.ts";
import { byteRange } from "./byte-range.ts";
import { contentDisposition } from "./content-disposition.ts";

/** Shown in place: nothing among them can run, even when its bytes are something else. */
const INLINE = new Set([
  "image/jpeg",
  "image/png",
  "image/gif",
  "image/webp",
  "image/avif",
  "audio/aac",
  "audio/amr",
  "audio/mpeg",
  "audio/mp4",
  "audio/ogg",
  "audio/wav",
  "audio/webm",
  "audio/x-m4a",
  "video/mp4",
  "video/3gpp",
  "video/webm",
  "video/quicktime",
  "video/ogg",
  "application/pdf",
]);
/** Types that a browser might run or render as a page; they are served as mere bytes. */
const ACTIVE =
  /^(?:text\/(?:html|xml|xsl|javascript|ecmascript)|.*\+xml|application\/(?:xml|x?html|x-?javascript|javascript|ecmascript|x-shockwave-flash))$/;

/**
 * Answers a file. Whatever a stranger sent is served so that a browser takes it for nothing else than it says: only an allow-list of types is
 * shown in place, the rest is saved, nothing is sniffed, and nothing in it may run. A file never changes, so its id is its ETag. Throws
 * `not_found` when the bytes are gone.
 */
export async function serveAttachment(
  env: Pick<Env, "MEDIA">,
  request: Request,
  file: OpenedAttachment,
): Promise<Response> {
  const etag = `"${file.id}"`;
  const headers = headersOf(file, etag, new URL(request.url).searchParams.has("download"));
  if (matches(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  if ("inline" in file.at) return new Response(file.at.inline, { headers });

  const asked = request.headers.get("range");
  const ifRange = request.headers.get("if-range");
  const range = asked === null || (ifRange !== null && ifRange !== etag) ? undefined : byteRange(asked, file.size);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${file.size}`);
    return new Response(null, { status: 416, headers });
  }
  const object = await env.MEDIA.get(file.at.key, range === undefined ? {} : { range });
  if (object === null) throw new TrellisError("not_found");
  headers.set("accept-ranges", "bytes");
  if (range === undefined) return new Response(object.body, { headers });
  headers.set("content-range", `bytes ${range.offset}-${range.offset + range.length - 1}/${file.size}`);
  return new Response(object.body, { status: 206, headers });
}

function headersOf(file: OpenedAttachment, etag: string, saved: boolean): Headers {
  const isInline = INLINE.has(file.mimeType) && !saved;
  return new Headers({
    "content-type": file.mimeType === "" || ACTIVE.test(file.mimeType) ? "application/octet-stream" : file.mimeType,
    "content-disposition": contentDisposition(isInline ? "inline" : "attachment", file),
    "content-security-policy": policyFor(file.mimeType),
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    // A browser asks again after five minutes, and hears whether the person may still see it.
    "cache-control": "private, max-age=300",
    vary: "authorization, cookie, x-tenant",
    etag,
  });
}

/** Chromium's own PDF viewer does not start in a sandbox; a PDF runs nothing of the page's origin either way. */
function policyFor(mimeType: string): string {
  const nothing =
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; frame-ancestors 'self'";
  return mimeType === "application/pdf" ? nothing : `sandbox; ${nothing}`;
}

function matches(header: string | null, etag: string): boolean {
  return header !== null && header.split(",").some((given) => [etag, `W/${etag}`, "*"].includes(given.trim()));
}
