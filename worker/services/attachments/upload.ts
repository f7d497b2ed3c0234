import { imageSize } from "../../../durable-objects/kit/image-size.ts";
import { storeStream } from "../../../durable-objects/kit/store-stream.ts";
import { subAccount } from "../../../durable-objects/stubs.ts";
import { line } from "../../../schema/contracts/common.ts";
import type { Attachment } from "../../../schema/contracts/messages.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { Ctx } from "../ctx.ts";
import { uploadKind } from "./upload-kind.ts";

/** A file as it arrives. `size` where the sender said it. */
export interface IncomingFile {
  name: string;
  mimeType: string;
  size: number | undefined;
  body: ReadableStream<Uint8Array>;
}

/**
 * Takes a file that is to be sent: it streams into the bucket, never held whole. A message may carry it within a day. Throws `forbidden`,
 * `invalid` (empty, or a name that is none), `unsupported_media_type`, `too_large`, `too_many`.
 */
export async function uploadAttachment(ctx: Ctx, file: IncomingFile): Promise<Attachment> {
  requireCapability(ctx.actor, "sendMessages");
  const name = FileName.safeParse(file.name).data ?? "file";
  const kind = uploadKind(file.mimeType);
  if (kind === undefined)
    throw new TrellisError("unsupported_media_type", { message: "No channel carries files of this type." });
  const { type, maxBytes } = kind;
  if ((file.size ?? 0) > maxBytes) throw tooLarge(maxBytes);

  const account = subAccount(ctx.env, ctx.tenant.id);
  const { id, key } = await account.beginUpload(ctx.actor, { type, name, mimeType: file.mimeType });
  try {
    const stored = await storeStream(ctx.env.MEDIA, key, file.body, { maxBytes, mimeType: file.mimeType });
    if (stored.kind === "too_large") throw tooLarge(maxBytes);
    if (stored.kind === "empty") throw new TrellisError("invalid", { field: "file", message: "The file is empty." });
    return await account.finishUpload(ctx.actor, { id, size: stored.size, pixels: imageSize(stored.head) });
  } catch (error) {
    await account.dropUpload(ctx.actor, { id });
    throw error;
  }
}

const FileName = line(240);

function tooLarge(maxBytes: number): TrellisError {
  const mib = Math.round((maxBytes / 1024 / 1024) * 10) / 10;
  return new TrellisError("too_large", { message: `Files of this type may have at most ${mib} MB.` });
}
