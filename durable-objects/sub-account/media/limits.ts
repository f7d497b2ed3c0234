import { manifestOf } from "../../../modules/catalog.ts";
import type { AttachmentRow } from "../../../schema/data-plane/index.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Files fetched at once in one account. Each holds one part of 5 MiB at most, and the platform allows six open connections. */
export const FETCHES_AT_ONCE = 3;
/** A file that has not come by then is given up for this time. */
export const FETCH_MAX_MS = 5 * MINUTE_MS;
/** How long a try that nobody ended counts as under way: then its process is dead, and the next one begins. */
export const LEASE_MS = FETCH_MAX_MS + MINUTE_MS;
/** While files are on their way the alarm rings so often, which keeps the object at work. */
export const LOOK_AGAIN_MS = 5 * SECOND_MS;
/** Tries of one file: some two days, of the seven for which Meta keeps it. */
export const ATTEMPTS_MAX = 14;
/** Files taken out of storage in one round; a statement takes 100 bound values. */
export const ERASED_AT_ONCE = 90;
/** An upload that no message carries by then goes. */
export const UPLOAD_KEPT_MS = 24 * HOUR_MS;
/** Uploads of one account that no message carries yet. */
export const UPLOADS_WAITING_MAX = 200;

/** How long after try number `attempts` (from 1) the next one is due. */
export function retryAfterMs(attempts: number): number {
  return Math.min(5 * SECOND_MS * 4 ** (attempts - 1), 6 * HOUR_MS);
}

/** What is kept of a file whose channel has no figure of its own. */
const MAX_BYTES = 100 * 1024 * 1024;

/** The largest file of a type that a channel carries, in bytes. */
export function maxBytesOf(module: string, type: AttachmentRow["type"]): number {
  return manifestOf(module)?.media?.[type]?.maxBytes ?? MAX_BYTES;
}
