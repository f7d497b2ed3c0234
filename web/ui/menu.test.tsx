import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Menu } from "./menu.tsx";

afterEach(cleanup);
const chosen = vi.fn<(what: string) => void>();
beforeEach(() => {
  chosen.mockReset();
  render(() => (
    <Menu
      entries={[
        { label: "Assign", onSelect: () => chosen("assign") },
        { heading: "More" },
        { label: "Label", disabled: true, onSelect: () => chosen("label") },
        "separator",
        { label: "Resolve", onSelect: () => chosen("resolve") },
        { label: "Delete", danger: true, onSelect: () => chosen("delete") },
      ]}
      trigger={(trigger) => (
        <button type="button" {...trigger}>
          Acts
        </button>
      )}
    />
  ));
});

const focused = (): string | null | undefined => document.activeElement?.textContent;
const press = (key: string): void => void fireEvent.keyDown(document.activeElement ?? document.body, { key });
function open(): void {
  screen.getByText("Acts").focus();
  fireEvent.click(screen.getByText("Acts"));
}

describe("a menu", () => {
  it("opens on its first act and says so", () => {
    open();
    expect(screen.getByText("Acts").getAttribute("aria-expanded")).toBe("true");
    expect(focused()).toBe("Assign");
  });

  it("moves by arrows over what can be chosen, round the ends, and by letters", () => {
    open();
    press("ArrowDown");
    expect(focused()).toBe("Resolve");
    press("ArrowUp");
    press("ArrowUp");
    expect(focused()).toBe("Delete");
    press("Home");
    expect(focused()).toBe("Assign");
    press("r");
    expect(focused()).toBe("Resolve");
    press("End");
    expect(focused()).toBe("Delete");
  });

  it("acts once, closes, and gives the focus back", () => {
    open();
    fireEvent.click(screen.getByText("Resolve"));
    expect(chosen.mock.calls).toEqual([["resolve"]]);
    expect(screen.queryByRole("menu")).toBeNull();
    expect(focused()).toBe("Acts");
  });

  it("does nothing for a disabled act", () => {
    open();
    fireEvent.click(screen.getByText("Label"));
    expect(chosen).not.toHaveBeenCalled();
  });

  it("closes on Escape and on a press elsewhere", () => {
    open();
    press("Escape");
    expect(screen.queryByRole("menu")).toBeNull();
    expect(focused()).toBe("Acts");
    open();
    fireEvent.pointerDown(document.body);
    expect(screen.queryByRole("menu")).toBeNull();
  });
});
