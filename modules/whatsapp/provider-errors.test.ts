import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { messageErrorFor, PROVIDER_ERRORS, providerError, waitAfter } from "./provider-errors.ts";

const guide = readFileSync(join(import.meta.dirname, "../../docs/whatsapp.md"), "utf8");

describe("the table of Meta's errors", () => {
  it.each(Object.keys(PROVIDER_ERRORS))("%s stands in the guide as it is", (code) => {
    const { reason, backoff, retryable } = providerError(code) ?? {};
    const [line] = guide.split("\n").filter((text) => text.startsWith(`| ${code} |`));
    expect(line).toContain(`| ${reason} |`);
    expect(line).toContain(backoff === undefined ? "| failed |" : "| again after ");
    expect(line?.endsWith(retryable ? "| yes |" : "| no |")).toBe(true);
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
    expect(messageErrorFor("131047", "whatever Meta says")).toMatchObject({ code: "131047", retryable: false });
    expect(messageErrorFor("4711", "New trouble")).toEqual({
      code: "4711",
      message: "New trouble (4711)",
      retryable: false,
    });
    expect(messageErrorFor(undefined, "")).toEqual({
      code: "unknown",
      message: "WhatsApp did not say why.",
      retryable: false,
    });
  });
});
