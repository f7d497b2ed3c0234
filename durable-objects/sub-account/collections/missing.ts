import type { Actor } from "../../../schema/actor.ts";
import { COLLECTIONS, type CollectionSlug } from "../../../schema/collections/catalog.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Account } from "../account.ts";
import { isSeen } from "../sight/is-seen.ts";
import { READABLE } from "./behaviours.ts";

/** Why there is nothing to write: `not_found`, or `conflict` naming the id to use where the document was merged into another. */
export function missing(account: Account, actor: Actor, slug: CollectionSlug, id: string): TrellisError {
  const moved = READABLE[slug].movedTo?.(account, id);
  if (moved === undefined || !isSeen(account, actor, slug, moved)) return new TrellisError("not_found");
  const message = `This ${COLLECTIONS[slug].label.one} was merged into another one: use ${moved}.`;
  return new TrellisError("conflict", { message });
}
