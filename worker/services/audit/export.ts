import { stringify } from "csv-stringify/sync";
import { type AuditRow, type ExportAudit, EXPORT_ROWS_MAX } from "../../../schema/contracts/audit.ts";
import type { Ctx } from "../ctx.ts";
import type { AuditPlaces } from "./cursor.ts";
import { auditPage } from "./list.ts";

const PAGE = 500;
/** Pages one export reads, full or not: each costs two look-ups at most, of the thousand that an invocation has. */
const PAGES_MAX = 400;

/**
 * The log as a file, written while it is read: page by page, as fast as it is taken. It ends at `rowsMax` rows, and says so in a last line where
 * there are more. Throws `forbidden`.
 */
export async function exportAudit(
  ctx: Ctx,
  { format, ...filters }: ExportAudit,
  rowsMax: number = EXPORT_ROWS_MAX,
): Promise<ReadableStream<Uint8Array>> {
  const [write, note] = format === "csv" ? [asCsv, noteInCsv] : [asJsonLines, noteInJson];
  const encoder = new TextEncoder();
  const page = (from: AuditPlaces) => auditPage(ctx, filters, PAGE, from);
  // The first page is read before anything is answered: a refusal is an answer of its own.
  let read = await page({ control: undefined, account: undefined });
  let [rows, pages] = [0, 0];
  let last: string | undefined;
  return new ReadableStream({
    async pull(controller) {
      for (;;) {
        const batch = read.rows.slice(0, rowsMax - rows);
        const text = write(batch, pages === 0);
        rows += batch.length;
        pages += 1;
        if (text !== "") controller.enqueue(encoder.encode(text));
        last = batch.at(-1)?.at ?? last;
        const { control, account } = read.places;
        const whole = control === null && account === null && batch.length === read.rows.length;
        if (whole || rows >= rowsMax || pages >= PAGES_MAX) {
          if (!whole && last !== undefined) controller.enqueue(encoder.encode(note(last)));
          return controller.close();
        }
        read = await page(read.places);
        if (text !== "") return undefined;
      }
    },
  });
}

/** What the last line says of a log that goes on: nobody takes the part for the whole. */
function endNote(last: string): string {
  return `This file ends here; the log goes on. Export again with to=${last} for the rest.`;
}
function noteInJson(last: string): string {
  return `${JSON.stringify({ truncated: true, message: endNote(last), to: last })}\n`;
}
function noteInCsv(last: string): string {
  return stringify([[last, "truncated", endNote(last)]]);
}

function asJsonLines(rows: readonly AuditRow[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

/** A cell that a spreadsheet would take for a formula is marked as text. The byte order mark tells it that this is UTF-8. */
function asCsv(rows: readonly AuditRow[], first: boolean): string {
  const cells = rows.map((row) => COLUMNS.map(([, read]) => read(row)));
  const lines = first ? [COLUMNS.map(([name]) => name), ...cells] : cells;
  return stringify(lines, { escape_formulas: true, bom: first });
}

const json = (value: unknown): string => (value === null ? "" : JSON.stringify(value));
const COLUMNS: readonly [string, (row: AuditRow) => string][] = [
  ["time", (row) => row.at],
  ["action", (row) => row.action],
  ["entity", (row) => row.entity],
  ["entity id", (row) => row.entityId],
  ["actor", (row) => row.actor.name],
  ["actor type", (row) => row.actor.type],
  ["actor id", (row) => row.actor.id],
  ["impersonator", (row) => row.impersonator?.name ?? ""],
  ["impersonator id", (row) => row.impersonator?.id ?? ""],
  ["via", (row) => row.via],
  ["before", (row) => json(row.before)],
  ["after", (row) => json(row.after)],
  ["request", (row) => row.requestId ?? ""],
  ["store", (row) => row.store],
  ["number", (row) => (row.seq === null ? "" : String(row.seq))],
  ["id", (row) => row.id],
];
