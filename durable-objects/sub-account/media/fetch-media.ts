import type { MessageError } from "../../../schema/contracts/messages.ts";
import { imageSize } from "../../kit/image-size.ts";
import { storeStream } from "../../kit/store-stream.ts";
import type { Account } from "../account.ts";
import type { FetchClaim } from "./claim-fetches.ts";
import type { MediaDeps } from "./deps.ts";
import { FETCH_MAX_MS, maxBytesOf } from "./limits.ts";
import { mediaKey } from "./media-key.ts";
import { isSameDigest } from "./same-digest.ts";

/** How one try to have a file here ended. `refused`: we do not keep such a thing; `failed`: it is not to be had. */
export type FetchOutcome =
  | {
      kind: "stored";
      key: string;
      size: number;
      mimeType: string;
      pixels: { width: number; height: number } | undefined;
    }
  | { kind: "retry" | "refused" | "failed"; error: MessageError };

/** Has one file here: asks the provider where it is, checks what it says, fetches it from there and stores it as it comes. Never throws. */
export async function fetchMedia(account: Account, deps: MediaDeps, claim: FetchClaim): Promise<FetchOutcome> {
  try {
    return await attempt(account, deps, claim);
  } catch {
    return retry("broke_off", "The file broke off while it was fetched.");
  }
}

async function attempt(account: Account, deps: MediaDeps, { row, integration }: FetchClaim): Promise<FetchOutcome> {
  if (integration === "removed")
    return failed("integration_removed", "The channel was removed before this file was fetched.");
  // A webhook may be faster than the install that it is for.
  if (integration === "unknown") return retry("no_integration", "The channel is not connected.");
  const media = deps.handlersOf(integration.module)?.media;
  if (media === undefined) return failed("no_module", "This version has no module for this channel.");
  const credentials = await deps.openCredentials(integration).catch(() => undefined);
  if (credentials === undefined)
    return retry("credentials_unreadable", "The channel's credentials could not be opened.");

  const remote = { mediaId: row.mediaId, url: row.sourceUrl };
  const found = await media.locate(remote, credentials, deps.providerFor(integration));
  if (found.kind !== "found") return found;
  const maxBytes = maxBytesOf(integration.module, row.type);
  if ((found.size ?? row.size) > maxBytes) return tooLarge(maxBytes);

  const signal = AbortSignal.timeout(FETCH_MAX_MS);
  const download = await deps.downloadFor(integration)(found.url, { hosts: media.hosts, bearer: found.bearer, signal });
  if (download.kind === "refused") return { kind: "refused", error: fault("address_refused", download.reason) };
  if (download.kind === "silent") return retry("no_answer", "The provider's file server did not answer.");
  if (download.kind === "answered")
    return retry(`http_${download.status}`, `The provider's file server answered ${download.status}.`);
  if (isErrorPage(row.type, download.mimeType)) {
    await download.body.cancel();
    return retry("not_the_file", "The provider's file server answered with something else than the file.");
  }

  const mimeType = row.mimeType || typeOf(found.mimeType) || typeOf(download.mimeType);
  const key = mediaKey(account.tenantId, row.id);
  const stored = await storeStream(deps.bucket, key, download.body, { maxBytes, mimeType, signal });
  if (stored.kind === "too_large") return tooLarge(maxBytes);
  if (stored.kind === "empty") return retry("empty", "The provider's file server answered with nothing.");
  const announced = [found.sha256, row.sha256].filter((digest) => digest !== undefined && digest !== null);
  if (!announced.every((digest) => isSameDigest(digest, stored.sha256))) {
    await deps.bucket.delete(key);
    return retry("damaged", "The file did not arrive as its sender sent it.");
  }
  return { kind: "stored", key, size: stored.size, mimeType, pixels: imageSize(stored.head) };
}

/** Pictures and sounds are never a page: a file server that is out of order answers with one. */
function isErrorPage(type: string, mimeType: string): boolean {
  return ["image", "video", "audio", "sticker"].includes(type) && /^(?:text\/html|application\/json)\b/i.test(mimeType);
}

/** "audio/ogg; codecs=opus" is audio/ogg. */
function typeOf(given = ""): string {
  const type = given.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return /^[a-z0-9!#$&^_.+-]{1,60}\/[a-z0-9!#$&^_.+-]{1,60}$/.test(type) ? type : "";
}

function tooLarge(maxBytes: number): FetchOutcome {
  const mib = Math.round((maxBytes / 1024 / 1024) * 10) / 10;
  return { kind: "refused", error: fault("too_large", `This file is larger than the ${mib} MB that are kept.`) };
}

function retry(code: string, message: string): FetchOutcome {
  return { kind: "retry", error: { code, message, retryable: true } };
}

function failed(code: string, message: string): FetchOutcome {
  return { kind: "failed", error: fault(code, message) };
}

function fault(code: string, message: string): MessageError {
  return { code, message, retryable: false };
}
