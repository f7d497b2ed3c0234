import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { offerUndo, undoNewest } from "../composing/undo-send.ts";
import { HeldMark } from "./held-mark.tsx";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.runOnlyPendingTimers();
  vi.useRealTimers();
});

it("counts down, and takes back all that was sent with it, not what was sent after", () => {
  const [first, second] = [vi.fn(), vi.fn()];
  offerUndo(5_000, ["words", "file"], first);
  offerUndo(5_000, ["later"], second);
  const until = Date.now() + 5_000;
  render(() => <HeldMark clientId="file" until={until} />);
  expect(document.body.textContent).toContain("Sending in 5 s");
  vi.advanceTimersByTime(2_500);
  expect(document.body.textContent).toContain("Sending in 3 s");
  fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 0]);
  expect(screen.queryByRole("button")).toBeNull();
  expect(undoNewest()).toBe(true);
  expect(second).toHaveBeenCalledOnce();
  expect(undoNewest()).toBe(false);
});

it("offers nothing any more once it has left", () => {
  offerUndo(5_000, ["words"], vi.fn());
  render(() => <HeldMark clientId="words" until={0} />);
  vi.advanceTimersByTime(5_000);
  expect(screen.queryByRole("button")).toBeNull();
  expect(undoNewest()).toBe(false);
});

it("hands the keyboard on to the composer when it goes by itself, and leaves it alone elsewhere", async () => {
  offerUndo(5_000, ["words"], vi.fn());
  const shown = render(() => (
    <div id="thread">
      <HeldMark clientId="words" until={Date.now() + 5_000} />
      <textarea />
    </div>
  ));
  screen.getByRole("button", { name: "Undo" }).focus();
  vi.advanceTimersByTime(5_000);
  await Promise.resolve();
  expect(document.activeElement?.tagName).toBe("TEXTAREA");
  shown.unmount();
  offerUndo(5_000, ["more"], vi.fn());
  render(() => (
    <div id="thread">
      <HeldMark clientId="more" until={Date.now() + 5_000} />
      <textarea />
    </div>
  ));
  vi.advanceTimersByTime(5_000);
  await Promise.resolve();
  expect(document.activeElement).toBe(document.body);
});
