import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Backoff } from "../meta/error-table.ts";
import { PROVIDER_ERRORS, WHATSAPP_ERRORS } from "./provider-errors.ts";

/** The rows of every table in the guide, cell by cell. */
const GUIDE_ROWS = readFileSync(join(import.meta.dirname, "../../docs/whatsapp.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

const { find, messageError, waitAfter } = WHATSAPP_ERRORS;

function doneAbout({ firstMs, factor, maxMs }: Backoff): string {
  return `again after ${span(firstMs)}, then x${factor}, at most ${span(maxMs)}`;
}

function span(ms: number): string {
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000} h`;
  return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1_000} s`;
}

describe("the table of Meta's errors", () => {
  it.each(Object.keys(PROVIDER_ERRORS))("%s stands in the guide as it is", (code) => {
    const { reason, backoff, retryable } = find(code) ?? {};
    const cells = GUIDE_ROWS.find(([first]) => first === code) ?? [];
    expect(cells).toEqual([
      code,
      reason,
      backoff === undefined ? "failed" : doneAbout(backoff),
      retryable ? "yes" : "no",
    ]);
  });

  it.each(["131047", "131026", "131049", "131051", "132000", "132001", "190", "100", "999999", "toString", undefined])(
    "%s is never sent again by itself",
    (code) => {
      expect(waitAfter(code, 1)).toBeUndefined();
    },
  );

  it("lets waits grow, and bounds them", () => {
    for (const code of Object.keys(PROVIDER_ERRORS)) {
      const waits = [1, 2, 3, 10].map((attempt) => waitAfter(code, attempt) ?? 0);
      expect(waits).toEqual(waits.toSorted((a, b) => a - b));
      expect(Math.max(...waits)).toBeLessThanOrEqual(4 * 60 * 60_000);
    }
    expect([1, 2, 3].map((attempt) => waitAfter("131056", attempt))).toEqual([4_000, 16_000, 64_000]);
  });

  it("says something of every code, known or not", () => {
    expect(messageError("131047", "whatever Meta says")).toMatchObject({ code: "131047", retryable: false });
    expect(messageError("4711", "New trouble")).toEqual({
      code: "4711",
      message: "New trouble (4711)",
      retryable: false,
    });
    expect(messageError(undefined, "")).toEqual({
      code: "unknown",
      message: "WhatsApp did not say why.",
      retryable: false,
    });
  });
});
