/** Has each agency listed here show the sum of its clients. Answers which of them are. */
export function sumUp(storage: DurableObjectStorage, parents: readonly string[]): string[] {
  return [...new Set(parents)].filter(
    (parent) => storage.sql.exec<{ id: string }>(SUM_UP, parent).toArray().length > 0,
  );
}

const SUM_UP = `
UPDATE accounts SET (clients, contacts, messages, unread, broken, last_activity_at) = (
  SELECT count(*), coalesce(sum(c.contacts), 0), coalesce(sum(c.messages), 0), coalesce(sum(c.unread), 0), coalesce(sum(c.broken), 0),
    coalesce(max(c.last_activity_at), 0)
  FROM accounts c WHERE c.parent = ?1 AND c.listed = 1)
WHERE id = ?1 AND listed = 1 AND type = 'agency' RETURNING id`;
