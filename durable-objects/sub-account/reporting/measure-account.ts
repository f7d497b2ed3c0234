import type { Report } from "../../agency/reports/take-reports.ts";

/** How an account does, in numbers. */
export type AccountFigures = Omit<Report, "id" | "version">;

/** Counts kept by triggers, and two looks at an index: the same cost at any size. */
export function measureAccount({ sql }: DurableObjectStorage): AccountFigures {
  const counted = new Map(
    sql
      .exec<{ name: string; value: number }>(
        "SELECT name, value FROM counters WHERE name IN ('contacts', 'messages', 'unread')",
      )
      .toArray()
      .map(({ name, value }) => [name, value]),
  );
  const { broken, lastActivityAt } = sql
    .exec<{ broken: number; lastActivityAt: number }>(
      `SELECT (SELECT count(*) FROM integrations WHERE state = 'error') AS broken,
         coalesce((SELECT max(last_message_at) FROM conversations), 0) AS lastActivityAt`,
    )
    .one();
  return {
    contacts: counted.get("contacts") ?? 0,
    messages: counted.get("messages") ?? 0,
    unread: counted.get("unread") ?? 0,
    broken,
    lastActivityAt,
  };
}
