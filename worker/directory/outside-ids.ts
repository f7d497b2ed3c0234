import { and, eq, inArray } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { ProvenId } from "../../modules/module.ts";
import { type OutsideIdRow, outsideIds } from "../../schema/control-plane/index.ts";
import type { Statement } from "../db/scoped.ts";
import type { Env } from "../env.ts";

/** Ids looked up by one statement: a statement binds at most 100 values. */
const IDS_A_STATEMENT = 90;

/** Who owns each of these outside ids, by `routeKey`. Ids that nobody owns are absent. One round trip, however many there are. */
export async function ownersOf(env: Env, ids: readonly ProvenId[]): Promise<Map<string, OutsideIdRow>> {
  const db = drizzle(env.DB);
  const look = [...Map.groupBy(ids, ({ kind }) => kind)].flatMap(([kind, ofKind]) => {
    const distinct = [...new Set(ofKind.map(({ outsideId }) => outsideId))];
    return chunks(distinct).map((some) =>
      db
        .select()
        .from(outsideIds)
        .where(and(eq(outsideIds.kind, kind), inArray(outsideIds.outsideId, some))),
    );
  });
  const [first, ...rest] = look;
  if (first === undefined) return new Map();
  const found = await db.batch([first, ...rest]);
  return new Map(found.flat().map((row) => [routeKey(row), row]));
}

/** One text for a kind and an id. */
export function routeKey({ kind, outsideId }: ProvenId): string {
  return `${kind}:${outsideId}`;
}

/** What an integration holds at the moment. */
export function idsOfIntegration(env: Env, tenantId: string, integrationId: string): Promise<OutsideIdRow[]> {
  return drizzle(env.DB)
    .select()
    .from(outsideIds)
    .where(and(eq(outsideIds.tenantId, tenantId), eq(outsideIds.integrationId, integrationId)));
}

/** A statement that claims an id. Its batch fails on the primary key when the id has an owner: whoever commits first has it. */
export function claim(env: Env, row: OutsideIdRow): Statement {
  return drizzle(env.DB).insert(outsideIds).values(row);
}

/** A statement that claims an id only if nobody holds it yet. For ids that several accounts may rightly prove, such as a shared WABA. */
export function claimIfFree(env: Env, row: OutsideIdRow): Statement {
  return drizzle(env.DB).insert(outsideIds).values(row).onConflictDoNothing();
}

/** A statement that gives up every id of an integration. */
export function release(env: Env, tenantId: string, integrationId: string): Statement {
  return drizzle(env.DB)
    .delete(outsideIds)
    .where(and(eq(outsideIds.tenantId, tenantId), eq(outsideIds.integrationId, integrationId)));
}

/** A statement that gives up every id of an account. */
export function releaseAll(env: Env, tenantId: string): Statement {
  return drizzle(env.DB).delete(outsideIds).where(eq(outsideIds.tenantId, tenantId));
}

function chunks(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / IDS_A_STATEMENT) }, (_, n) =>
    ids.slice(n * IDS_A_STATEMENT, (n + 1) * IDS_A_STATEMENT),
  );
}
