import { LOGO_MAX_BYTES, LOGO_TYPES, type LogoType } from "../../../schema/contracts/branding.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { readUpload } from "../attachments/read-upload.ts";
import type { Ctx } from "../ctx.ts";
import { changeOwnBranding } from "./change.ts";
import { logoKey } from "./worn.ts";

/**
 * Takes the picture of a request as the active account's logo. Throws `unsupported_media_type` for anything but PNG, JPEG and WebP,
 * `too_large`, `invalid` (file) for bytes that are not what they are said to be, `forbidden`, `conflict`.
 */
export async function setLogo(ctx: Ctx, request: Request): Promise<void> {
  const file = await readUpload(request, undefined);
  const type = LOGO_TYPES.find((known) => known === file.mimeType);
  if (type === undefined)
    throw new TrellisError("unsupported_media_type", {
      field: "file",
      message: "A logo is a PNG, JPEG or WebP picture.",
    });
  const bytes = await readAtMost(file.body, LOGO_MAX_BYTES);
  if (!isPicture(bytes, type))
    throw new TrellisError("invalid", {
      field: "file",
      message: "This file is not the kind of picture it is said to be.",
    });

  const logoId = newId("logo");
  const key = logoKey(ctx.tenant.id, logoId);
  await ctx.env.MEDIA.put(key, bytes, { httpMetadata: { contentType: type } });
  try {
    await changeOwnBranding(ctx, { logoId, logoType: type });
  } catch (error) {
    await ctx.env.MEDIA.delete(key);
    throw error;
  }
}

async function readAtMost(body: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(most);
  let size = 0;
  for await (const chunk of body) {
    if (size + chunk.byteLength > most)
      throw new TrellisError("too_large", { field: "file", message: `A logo has at most ${most / 1024} KB.` });
    bytes.set(chunk, size);
    size += chunk.byteLength;
  }
  if (size === 0) throw new TrellisError("invalid", { field: "file", message: "The file is empty." });
  return bytes.subarray(0, size);
}

/** How each kind begins. https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern */
const STARTS: Record<LogoType, readonly { at: number; bytes: readonly number[] }[]> = {
  "image/png": [{ at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] }],
  "image/jpeg": [{ at: 0, bytes: [0xff, 0xd8, 0xff] }],
  "image/webp": [
    { at: 0, bytes: [0x52, 0x49, 0x46, 0x46] },
    { at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
  ],
};

function isPicture(bytes: Uint8Array, type: LogoType): boolean {
  return STARTS[type].every((start) => start.bytes.every((byte, n) => bytes[start.at + n] === byte));
}
