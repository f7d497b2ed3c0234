import { describe, expect, it } from "vitest";
import { insertAnswer } from "./insert-answer.ts";

const draft = (text: string, asked?: string) => ({
  ask: { kind: "draft" as const, ...(asked === undefined ? {} : { text: asked }) },
  state: "done" as const,
  text,
});
const rewrite = (asked: string, text: string, state: "done" | "failed" = "done") => ({
  ask: { kind: "rewrite" as const, text: asked },
  state,
  text,
});

describe("insertAnswer", () => {
  it("fills an empty field", () => {
    expect(insertAnswer(draft("Hello Maria.\n"), " ")).toBe("Hello Maria.");
  });

  it("puts a draft after what was typed since, and in the place of what it goes on from", () => {
    expect(insertAnswer(draft("We open at ten."), "Typed since ")).toBe("Typed since\n\nWe open at ten.");
    expect(insertAnswer(draft("Dear Maria, we open at ten.", "at ten"), "at ten")).toBe("Dear Maria, we open at ten.");
  });

  it("puts a rewrite in the place of what it was made from, and leaves what was written since", () => {
    expect(insertAnswer(rewrite("come at 10", "Please come at ten."), "come at 10")).toBe("Please come at ten.");
    expect(insertAnswer(rewrite("come at 10", "Costs $& and $1."), "Hi! come at 10 Bye")).toBe(
      "Hi! Costs $& and $1. Bye",
    );
  });

  it("replaces nothing with half a rewrite, nor what has changed since", () => {
    expect(insertAnswer(rewrite("come at 10", "Please co", "failed"), "come at 10")).toBe("come at 10\n\nPlease co");
    expect(insertAnswer(rewrite("come at 10", "Please come at ten."), "come at 11")).toBe(
      "come at 11\n\nPlease come at ten.",
    );
  });
});
