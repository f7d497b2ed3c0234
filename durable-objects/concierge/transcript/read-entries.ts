import type { Entry } from "../../../schema/concierge/entries.ts";

/** Entries that changed after `since`, by when they changed. What a device needs to go on from there. */
export function entriesSince(sql: SqlStorage, since: number): Entry[] {
  return read(sql.exec<Row>("SELECT body FROM entries WHERE seq > ? ORDER BY seq", since));
}

/** The whole transcript, in its order. */
export function allEntries(sql: SqlStorage): Entry[] {
  return read(sql.exec<Row>("SELECT body FROM entries ORDER BY at"));
}

type Row = { body: string };

function read(rows: SqlStorageCursor<Row>): Entry[] {
  return rows.toArray().map(({ body }) => JSON.parse(body) as Entry);
}
