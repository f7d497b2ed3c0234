import { and, eq, lt, min, notExists } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { accountIntegrations, outbox } from "../../../schema/data-plane/index.ts";
import type { Account } from "../account.ts";
import { isHalted } from "../standing/standing.ts";
import { SENDING_MAX_MS } from "./limits.ts";

/**
 * When the outbox next has something to do, ms since the epoch; undefined when nothing waits. Messages behind another of their conversation
 * wait for that one, those of a channel that is not connected for its connection or their expiry, and all of a suspended account for its end.
 */
export function nextDueAt({ db, now }: Account): number | undefined {
  const earlier = alias(outbox, "earlier");
  const head = db
    .select({ at: min(outbox.dueAt) })
    .from(outbox)
    .innerJoin(
      accountIntegrations,
      and(eq(accountIntegrations.id, outbox.integrationId), eq(accountIntegrations.state, "connected")),
    )
    .where(
      and(
        eq(outbox.state, "queued"),
        notExists(
          db
            .select({ seq: earlier.seq })
            .from(earlier)
            .where(and(eq(earlier.conversationId, outbox.conversationId), lt(earlier.seq, outbox.seq))),
        ),
      ),
    )
    .get()?.at;
  const oldest = db
    .select({ at: min(outbox.createdAt) })
    .from(outbox)
    .where(eq(outbox.state, "queued"))
    .get()?.at;
  const times = [
    ...(head === null || head === undefined || isHalted(db, now()) ? [] : [head]),
    ...(oldest === null || oldest === undefined ? [] : [oldest + SENDING_MAX_MS]),
  ];
  return times.length === 0 ? undefined : Math.min(...times);
}
