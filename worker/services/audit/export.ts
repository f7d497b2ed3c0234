import { stringify } from "csv-stringify/sync";
import { type AuditRow, type ExportAudit, EXPORT_ROWS_MAX } from "../../../schema/contracts/audit.ts";
import type { Ctx } from "../ctx.ts";
import type { AuditPlaces } from "./cursor.ts";
import { auditPage } from "./list.ts";

const PAGE = 500;
/** Pages one export reads, full or not: each costs two look-ups at most, of the thousand that an invocation has. */
const PAGES_MAX = 400;

/**
 * The log as a file, written while it is read: page by page, as fast as it is taken. It ends at EXPORT_ROWS_MAX rows. Throws `forbidden`.
 */
export async function exportAudit(ctx: Ctx, { format, ...filters }: ExportAudit): Promise<ReadableStream<Uint8Array>> {
  const write = format === "csv" ? asCsv : asJsonLines;
  const encoder = new TextEncoder();
  const page = (from: AuditPlaces) => auditPage(ctx, filters, PAGE, from);
  // The first page is read before anything is answered: a refusal is an answer of its own.
  let read = await page({ control: undefined, account: undefined });
  let [rows, pages] = [0, 0];
  return new ReadableStream({
    async pull(controller) {
      for (;;) {
        const batch = read.rows.slice(0, EXPORT_ROWS_MAX - rows);
        const text = write(batch, pages === 0);
        rows += batch.length;
        pages += 1;
        if (text !== "") controller.enqueue(encoder.encode(text));
        const { control, account } = read.places;
        if ((control === null && account === null) || rows >= EXPORT_ROWS_MAX || pages >= PAGES_MAX)
          return controller.close();
        read = await page(read.places);
        if (text !== "") return undefined;
      }
    },
  });
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
