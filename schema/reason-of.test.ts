import { describe, expect, it } from "vitest";
import { framesOf, reasonOf } from "./reason-of.ts";

describe("what is logged of an error", () => {
  it("is its kind and sentence and those of its causes, without the values of a failed statement", () => {
    const failed = new Error("Failed query: insert into credentials values (?, ?)\nparams: EAAsecret,hello", {
      cause: new TypeError("UNIQUE constraint failed: credentials.field"),
    });
    expect(reasonOf(failed)).toBe(
      "Error: Failed query: insert into credentials values (?, ?) < TypeError: UNIQUE constraint failed: credentials.field",
    );
    expect(framesOf(failed).join("\n")).not.toContain("EAAsecret");
    expect(framesOf(failed).length).toBeGreaterThan(0);
  });

  it("is bounded, also for a cause that leads back to itself, and for what is no error", () => {
    const loop = new Error("x".repeat(5_000));
    loop.cause = loop;
    expect(reasonOf(loop).length).toBeLessThan(1_500);
    expect([reasonOf("EAAsecret"), framesOf("EAAsecret")]).toEqual(["something that is no error was thrown", []]);
  });
});
