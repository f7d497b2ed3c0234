import { stringify } from "csv-stringify/sync";
import { agency } from "../../../durable-objects/stubs.ts";
import type { AccountLine, ExportAccounts } from "../../../schema/contracts/accounts.ts";
import type { Ctx } from "../ctx.ts";

const PAGE = 500;

/**
 * Every account below the active one that matches, as CSV, in order, written while it is read. What is in it is settled first: rows that change
 * place meanwhile come neither twice nor never. Throws `forbidden`.
 */
export async function exportAccounts(ctx: Ctx, query: ExportAccounts): Promise<ReadableStream<Uint8Array>> {
  const isAbove = ctx.tenant.type !== "subaccount";
  const rollUp = agency(ctx.env, ctx.tenant.id);
  const numbers = isAbove ? await rollUp.accountNumbers(ctx.actor, query) : [];
  const encoder = new TextEncoder();
  let from = 0;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(stringify([COLUMNS.map(([name]) => name)], { bom: true })));
    },
    async pull(controller) {
      if (from >= numbers.length) return controller.close();
      const lines = await rollUp.accountsByNumber(ctx.actor, { numbers: numbers.slice(from, from + PAGE) });
      from += PAGE;
      const cells = lines.map((line) => COLUMNS.map(([, read]) => read(line)));
      // A cell that a spreadsheet would take for a formula is marked as text.
      controller.enqueue(encoder.encode(stringify(cells, { escape_formulas: true })));
    },
  });
}

const COLUMNS: readonly [string, (line: AccountLine) => string | number][] = [
  ["id", (line) => line.id],
  ["name", (line) => line.name],
  ["address", (line) => line.slug],
  ["type", (line) => (line.type === "agency" ? "agency" : "client")],
  ["agency", (line) => line.parentName ?? ""],
  ["status", (line) => line.status],
  ["plan", (line) => line.plan],
  ["created", (line) => line.createdAt],
  ["clients", (line) => (line.type === "agency" ? (line.figures?.clients ?? "") : "")],
  ["contacts", (line) => line.figures?.contacts ?? ""],
  ["messages", (line) => line.figures?.messages ?? ""],
  ["unread", (line) => line.figures?.unread ?? ""],
  ["modules that do not work", (line) => line.figures?.broken ?? ""],
  ["last activity", (line) => line.figures?.lastActivityAt ?? ""],
];
