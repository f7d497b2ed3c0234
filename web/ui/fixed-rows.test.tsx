import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, beforeAll, expect, it } from "vitest";
import { FixedRows } from "./fixed-rows.tsx";

beforeAll(() => {
  // jsdom has no layout: a screen of ten rows.
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, value: 400 });
  globalThis.ResizeObserver ??= class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
});
afterEach(cleanup);

const names = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, n) => `row ${from + n}`);

function list(first: string[]) {
  const [ids, setIds] = createSignal(first);
  const { container } = render(() => (
    <FixedRows ids={ids()} rowHeight={40} total={ids().length} onLast={() => {}}>
      {(id) => <button type="button">{id}</button>}
    </FixedRows>
  ));
  const scroller = container.querySelector("div")!;
  const scroll = (offset: number): void => {
    scroller.scrollTop = offset;
    fireEvent.scroll(scroller);
  };
  return { setIds, scroller, scroll };
}

it("draws only what is near the screen", () => {
  const { scroll } = list(names(0, 1000));
  expect(screen.getAllByRole("listitem")).toHaveLength(15);
  scroll(4000);
  expect(screen.getAllByRole("button").map(({ textContent }) => textContent)).toEqual(names(95, 115));
});

it("keeps what is looked at, the elements themselves, however much comes above it at once", () => {
  const { setIds, scroller, scroll } = list(names(50, 1000));
  scroll(4000);
  const held = screen.getByRole("button", { name: "row 152" });
  held.focus();
  setIds(names(0, 1000));
  expect(scroller.scrollTop).toBe(6000);
  expect(document.activeElement).toBe(held);
  expect(held.closest("li")?.style.top).toBe("6080px");
});
