import { describe, expect, it } from "vitest";
import { PROVIDER_ERRORS, WHATSAPP_ERRORS } from "./provider-errors.ts";

const { messageError, waitAfter } = WHATSAPP_ERRORS;

describe("the table of Meta's errors", () => {
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
