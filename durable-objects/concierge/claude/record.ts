import type { Call } from "../ledger/calls.ts";
import { readCalls } from "../ledger/calls.ts";
import type { Tx } from "../transcript/tx.ts";

/** One row of what the model has said and been told. */
export interface RecordRow {
  number: number;
  role: "user" | "assistant";
  content: unknown[];
}

/** Whether the model has been told something since it last spoke, or was never asked. */
export function hasUnanswered({ sql }: Pick<Tx, "sql">): boolean {
  const { last } = sql
    .exec<{ last: number | null }>("SELECT max(number) AS last FROM messages WHERE role = 'assistant'")
    .one();
  if (last === null) return true;
  const later =
    "SELECT EXISTS (SELECT 1 FROM messages WHERE number > ?1) OR EXISTS (SELECT 1 FROM calls WHERE turn = ?1) AS told";
  return sql.exec<{ told: number }>(later, last).one().told === 1;
}

/** The record as the rows of the object have it. */
export function readRecord(tx: Pick<Tx, "sql">): { rows: RecordRow[]; calls: Call[] } {
  const rows = tx.sql
    .exec<Omit<RecordRow, "content"> & { content: string }>(
      "SELECT number, role, content FROM messages ORDER BY number",
    )
    .toArray()
    .map(({ content, ...row }) => ({ ...row, content: JSON.parse(content) as unknown[] }));
  return { rows, calls: readCalls(tx, "WHERE turn IS NOT NULL ORDER BY number") };
}

/** The model has spoken. What it was told while it did comes after that: it has not read it yet. Answers the number of its message. */
export function addAnswer({ sql }: Pick<Tx, "sql">, content: readonly unknown[], readUpTo: number): number {
  const meanwhile = sql
    .exec<{ role: string; content: string }>(
      "SELECT role, content FROM messages WHERE number > ? ORDER BY number",
      readUpTo,
    )
    .toArray();
  sql.exec("DELETE FROM messages WHERE number > ?", readUpTo);
  const add = (role: string, text: string): number =>
    sql
      .exec<{ number: number }>("INSERT INTO messages (role, content) VALUES (?, ?) RETURNING number", role, text)
      .one().number;
  const number = add("assistant", JSON.stringify(content));
  for (const row of meanwhile) add(row.role, row.content);
  return number;
}
