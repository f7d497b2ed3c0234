import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { TooltipLayer } from "./tooltip.tsx";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function focusAfter(key: string): string | null {
  render(() => (
    <>
      <TooltipLayer />
      <button type="button" data-tip="Close">
        X
      </button>
    </>
  ));
  const button = screen.getByRole("button");
  // Paper knows no keyboard modality: there every focus would count as seen.
  vi.spyOn(button, "matches").mockReturnValue(true);
  fireEvent.keyDown(document.body, { key });
  button.focus();
  vi.runAllTimers();
  return screen.getByRole("tooltip", { hidden: true }).textContent;
}

it("shows what Tab or an arrow reaches, at once", () => {
  expect(focusAfter("Tab")).toBe("Close");
  cleanup();
  expect(focusAfter("ArrowDown")).toBe("Close");
});

it("says nothing of where a page moves focus itself", () => {
  expect(focusAfter("?")).toBe("");
});
