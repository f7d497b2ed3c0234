import type { Actor } from "../../../schema/actor.ts";
import type { WritableSlug } from "../../../schema/collections/catalog.ts";
import type { Where } from "../../../schema/collections/where.ts";
import { isTrellisError } from "../../../schema/errors.ts";
import type { Account } from "../account.ts";
import { countRows, findIds } from "./find-rows.ts";

/** Documents one bulk write changes at most. */
export const BULK_MAX_DOCUMENTS = 500;

/** What a bulk write did. `matched` counts every document the where-clause named, also those beyond the bound. */
export interface BulkResult<D> {
  docs: D[];
  errors: { id: string; message: string }[];
  matched: number;
}

/** Does one write for each match, in the order of ids. A refusal of one leaves the others standing and is reported under its id. */
export function forEachMatch<D>(
  account: Account,
  actor: Actor,
  slug: WritableSlug,
  where: Where,
  write: (id: string) => D,
): BulkResult<D> {
  const ids = findIds(account, actor, slug, where, BULK_MAX_DOCUMENTS + 1);
  const matched = ids.length > BULK_MAX_DOCUMENTS ? countRows(account, actor, slug, { where }) : ids.length;
  const result: BulkResult<D> = { docs: [], errors: [], matched };
  for (const id of ids.slice(0, BULK_MAX_DOCUMENTS)) {
    try {
      result.docs.push(write(id));
    } catch (error) {
      if (!isTrellisError(error)) throw error;
      result.errors.push({ id, message: error.message });
    }
  }
  return result;
}
