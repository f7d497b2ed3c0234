import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROVIDER_ERRORS as INSTAGRAM } from "./instagram/provider-errors.ts";
import type { Backoff, ProviderError } from "./meta/error-table.ts";
import { PROVIDER_ERRORS as WHATSAPP } from "./whatsapp/provider-errors.ts";

/** Each channel's guide holds its table of errors as it is. */
const TABLES: Record<string, Readonly<Record<string, ProviderError>>> = { whatsapp: WHATSAPP, instagram: INSTAGRAM };

describe.each(Object.entries(TABLES))("the guide to %s", (channel, table) => {
  const rows = rowsOf(channel);
  it.each(Object.entries(table))("has %s", (code, { reason, backoff, retryable }) => {
    const done = backoff === undefined ? "failed" : doneAbout(backoff);
    expect(rows.find(([first]) => first === code)).toEqual([code, reason, done, retryable ? "yes" : "no"]);
  });

  it("has no codes that the table has not", () => {
    const codes = rows.map(([first = ""]) => first).filter((first) => /^\d+(\/\d+)?$/.test(first));
    expect(codes.toSorted()).toEqual(Object.keys(table).toSorted());
  });
});

/** The rows of every table in a guide, cell by cell. */
function rowsOf(channel: string): string[][] {
  return readFileSync(join(import.meta.dirname, `../docs/${channel}.md`), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

function doneAbout({ firstMs, factor, maxMs }: Backoff): string {
  return `again after ${span(firstMs)}, then x${factor}, at most ${span(maxMs)}`;
}

function span(ms: number): string {
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000} h`;
  return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1_000} s`;
}
