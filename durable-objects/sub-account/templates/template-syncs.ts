import { and, eq, isNull, lte, ne, or } from "drizzle-orm";
import { channelHandlersOf } from "../../../modules/handlers.ts";
import type { TemplateSync } from "../../../schema/contracts/templates.ts";
import {
  type AccountIntegrationRow,
  accountIntegrations,
  templateSyncs,
  type TemplateSyncRow,
} from "../../../schema/data-plane/index.ts";
import type { AccountDatabase } from "../account.ts";

/** Whether a channel has templates at all. */
export type HasTemplates = (module: string) => boolean;
/** What the catalog's modules say of it. */
export const hasTemplates: HasTemplates = (module) => channelHandlersOf(module)?.listTemplates !== undefined;

/** How long a reading that nobody ended counts as under way: longer than one may take. */
export const READING_LEASE_MS = 5 * 60_000;

/** A connected number whose templates are to be read. */
export interface DueReading {
  integration: AccountIntegrationRow;
  /** Null before the first reading. */
  sync: TemplateSyncRow | null;
}

/** The connected numbers whose templates are to be read now: never read, read with another configuration, or read long ago. */
export function dueReadings(db: AccountDatabase, now: number, has: HasTemplates): DueReading[] {
  return db
    .select({ integration: accountIntegrations, sync: templateSyncs })
    .from(accountIntegrations)
    .leftJoin(templateSyncs, eq(templateSyncs.integrationId, accountIntegrations.id))
    .where(
      and(
        eq(accountIntegrations.state, "connected"),
        or(
          isNull(templateSyncs.integrationId),
          ne(templateSyncs.version, accountIntegrations.version),
          lte(templateSyncs.dueAt, now),
        ),
      ),
    )
    .all()
    .filter(({ integration, sync }) => has(integration.module) && !isUnderWay(sync, now));
}

/** Whether a reading that began has neither ended nor outlived its lease. */
export function isUnderWay(sync: Pick<TemplateSyncRow, "startedAt" | "endedAt"> | null, now: number): boolean {
  if (sync === null || sync.startedAt === null || now >= sync.startedAt + READING_LEASE_MS) return false;
  return sync.endedAt === null || sync.endedAt < sync.startedAt;
}

/** How the reading of a number's templates stands, for people. */
export function syncDocument(integrationId: string, sync: TemplateSyncRow | null, now: number): TemplateSync {
  if (sync === null) return { integrationId, state: "waiting", syncedAt: null, cut: false };
  const { cut, dueAt, error, syncedAt } = sync;
  const state = isUnderWay(sync, now) ? "syncing" : dueAt <= now ? "waiting" : error === null ? "done" : "failed";
  return {
    integrationId,
    state,
    syncedAt: syncedAt === null ? null : new Date(syncedAt).toISOString(),
    ...(error === null ? {} : { error }),
    cut,
  };
}
