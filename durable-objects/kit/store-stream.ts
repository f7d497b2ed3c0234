import { hex } from "../../schema/hex.ts";
import { HEAD_BYTES } from "./image-size.ts";

/** R2's least size of a part; every part but the last has the same size. https://developers.cloudflare.com/r2/objects/multipart-objects/ */
const PART_BYTES = 5 * 1024 * 1024;

/** `head`: its first bytes, as many as tell what it is. */
export type Stored =
  | { kind: "stored"; size: number; sha256: string; head: Uint8Array }
  | { kind: "too_large" }
  | { kind: "empty" };

/**
 * Streams bytes into a bucket, holding at most one part of 5 MiB however large the file is. What is longer than `maxBytes` leaves nothing
 * behind, nor does a stream that breaks or is still coming when `signal` says stop: then this throws. The object appears whole or not at all.
 */
export async function storeStream(
  bucket: Pick<R2Bucket, "put" | "createMultipartUpload">,
  key: string,
  body: ReadableStream<Uint8Array>,
  { maxBytes, mimeType, signal }: { maxBytes: number; mimeType: string; signal?: AbortSignal },
): Promise<Stored> {
  const options = { httpMetadata: { contentType: mimeType } };
  const digest = new crypto.DigestStream("SHA-256");
  const hash = digest.getWriter();
  // Whoever does not come to ask for it must not leave a rejection unheard.
  void digest.digest.catch(() => undefined);
  const reader = body.getReader();
  // Ends a read that waits for ever; the check after it tells this end from the file's.
  signal?.addEventListener("abort", () => void reader.cancel().catch(() => undefined), { once: true });
  const part = new Part();
  const parts: R2UploadedPart[] = [];
  let upload: R2MultipartUpload | undefined;
  let size = 0;
  let head: Uint8Array | undefined;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal?.throwIfAborted();
      if (done) break;
      size += value.byteLength;
      if (size > maxBytes) {
        await reader.cancel();
        await upload?.abort();
        return { kind: "too_large" };
      }
      await hash.write(value);
      for (let rest = part.take(value); rest.byteLength > 0; rest = part.take(rest)) {
        upload ??= await bucket.createMultipartUpload(key, options);
        const full = part.bytes();
        head ??= full.slice(0, HEAD_BYTES);
        parts.push(await upload.uploadPart(parts.length + 1, full));
        part.clear();
      }
    }
    await hash.close();
    if (size === 0) return { kind: "empty" };
    if (upload === undefined) {
      const whole = part.bytes();
      head = whole.subarray(0, HEAD_BYTES);
      await bucket.put(key, whole, options);
    } else {
      if (part.length > 0) parts.push(await upload.uploadPart(parts.length + 1, part.bytes()));
      await upload.complete(parts);
    }
    return { kind: "stored", size, sha256: hex(await digest.digest), head: head ?? new Uint8Array() };
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    await upload?.abort().catch(() => undefined);
    throw error;
  }
}

/** One part as it fills up. It grows with what comes, so that a small file costs no more than itself. */
class Part {
  #chunks: Uint8Array[] = [];
  length = 0;

  /** Takes as much as fits; answers the rest. */
  take(chunk: Uint8Array): Uint8Array {
    const taken = chunk.subarray(0, PART_BYTES - this.length);
    if (taken.byteLength > 0) this.#chunks.push(taken);
    this.length += taken.byteLength;
    return chunk.subarray(taken.byteLength);
  }

  bytes(): Uint8Array {
    const whole = new Uint8Array(this.length);
    let at = 0;
    for (const chunk of this.#chunks) {
      whole.set(chunk, at);
      at += chunk.byteLength;
    }
    return whole;
  }

  clear(): void {
    this.#chunks = [];
    this.length = 0;
  }
}
