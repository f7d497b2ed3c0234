import { isNotNull, min } from "drizzle-orm";
import { attachments, type AttachmentRow } from "../../../schema/data-plane/index.ts";
import { type Account, transaction } from "../account.ts";
import { claimFetches, type FetchClaim } from "./claim-fetches.ts";
import { mediaActor, type MediaDeps, mediaDeps } from "./deps.ts";
import { eraseFiles } from "./erase-files.ts";
import { fetchMedia, type FetchOutcome } from "./fetch-media.ts";
import { FETCHES_AT_ONCE, LOOK_AGAIN_MS } from "./limits.ts";
import { mediaKey } from "./media-key.ts";
import { settleFetch } from "./settle-fetch.ts";

/** The files of one account, on their way in and out. One per object, for as long as the object lives. */
export interface MediaFetcher {
  /**
   * Starts what is due and does not wait for it: a large file must not hold up the alarm, on which sending depends. Answers when to be called
   * next, ms since the epoch, or undefined when nothing waits.
   */
  turn(): Promise<number | undefined>;
  /** Resolves once nothing is under way. */
  idle(): Promise<void>;
}

/** The files of one account; `deps` stand for providers and the bucket. */
export function createMediaFetcher(account: Account, deps: MediaDeps = mediaDeps(account)): MediaFetcher {
  const underWay = new Map<string, Promise<void>>();
  const ids = () => new Set(underWay.keys());

  const start = (claim: FetchClaim): void => {
    const fetch = carryOut(account, deps, claim).finally(() => {
      underWay.delete(claim.row.id);
      account.wakeAt(account.now());
    });
    underWay.set(claim.row.id, fetch);
  };

  return {
    async turn() {
      for (const claim of claimFetches(account, FETCHES_AT_ONCE - underWay.size, ids())) start(claim);
      await eraseFiles(account, deps, ids());
      const next = nextDueAt(account);
      if (underWay.size === 0) return next;
      // With all hands full, what is due has to wait for one of them anyway.
      return account.now() + LOOK_AGAIN_MS;
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
}

/** From a claim to its settled outcome. Never rejects: a claim that could not be settled is due again when its lease is over. */
async function carryOut(account: Account, deps: MediaDeps, claim: FetchClaim): Promise<void> {
  const outcome = await fetchMedia(account, deps, claim);
  try {
    if (outcome.kind !== "stored" && outcome.kind !== "retry") logRefusal(claim.row, outcome);
    const isWanted = transaction(account, mediaActor(account), (tx) => settleFetch(tx, claim.row, outcome));
    if (!isWanted) await deps.bucket.delete(mediaKey(account.tenantId, claim.row.id));
  } catch (error) {
    const name = error instanceof Error ? error.name : "thrown";
    console.error(
      JSON.stringify({ level: "error", event: "media_settle_failed", attachmentId: claim.row.id, reason: name }),
    );
  }
}

function nextDueAt({ db }: Account): number | undefined {
  const row = db
    .select({ at: min(attachments.dueAt) })
    .from(attachments)
    .where(isNotNull(attachments.dueAt))
    .get();
  return row?.at ?? undefined;
}

/** Ids and codes only. */
function logRefusal({ id, messageId }: AttachmentRow, outcome: Exclude<FetchOutcome, { kind: "stored" }>): void {
  console.warn(
    JSON.stringify({
      level: "warn",
      event: "media_not_stored",
      attachmentId: id,
      messageId,
      how: outcome.kind,
      code: outcome.error.code,
    }),
  );
}
