import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, beforeAll, expect, it } from "vitest";
import { WordsEditor } from "./words-editor.tsx";

beforeAll(() => {
  // jsdom has no layout.
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(cleanup);

function edit(first: string[] = []): () => string[] {
  const [words, setWords] = createSignal(first);
  render(() => (
    <WordsEditor
      label="label"
      words={words()}
      suggestions={["order", "repair", "trade"]}
      most={20}
      onChange={setWords}
    />
  ));
  fireEvent.click(screen.getByRole("button", { name: "Add a label" }));
  return words;
}
const field = (): HTMLInputElement => screen.getByRole("combobox", { name: "New label" });
const type = (value: string): boolean => fireEvent.input(field(), { target: { value } });
const press = (key: string): boolean => fireEvent.keyDown(field(), { key });
const offered = (): string[] =>
  screen.queryAllByRole("option", { hidden: true }).map(({ textContent }) => textContent ?? "");
const marked = (): string | null | undefined =>
  document.getElementById(field().getAttribute("aria-activedescendant") ?? "")?.textContent;

it("offers all in use, and goes through them by arrows, round and round", () => {
  const words = edit(["trade"]);
  expect(offered()).toEqual(["order", "repair"]);
  expect(marked()).toBeUndefined();
  press("ArrowDown");
  expect(marked()).toBe("order");
  press("ArrowUp");
  expect(marked()).toBe("repair");
  press("ArrowDown");
  press("ArrowDown");
  press("Enter");
  expect(words()).toEqual(["trade", "repair"]);
  expect(offered()).toEqual(["order"]);
});

it("takes the best match by Enter, what was typed by a comma, and makes a new one where nobody has it", () => {
  const words = edit();
  type("RE");
  expect([offered(), marked()]).toEqual([["repair", "Create “RE”"], "repair"]);
  press("Enter");
  expect([words(), field().value]).toEqual([["repair"], ""]);
  type("or");
  press(",");
  type("no such");
  expect(offered()).toEqual(["Create “no such”"]);
  press("Enter");
  expect(words()).toEqual(["repair", "or", "no such"]);
});

it("takes the last back by Backspace in an empty field, and a press on one offered", () => {
  const words = edit(["order", "trade"]);
  type("r");
  press("Backspace");
  expect(words()).toEqual(["order", "trade"]);
  type("");
  press("Backspace");
  expect(words()).toEqual(["order"]);
  fireEvent.click(screen.getByRole("option", { name: "repair", hidden: true }));
  expect(words()).toEqual(["order", "repair"]);
});

it("closes the list by Escape, then the field without adding, and gives the focus back", async () => {
  const words = edit();
  type("half a wo");
  press("Escape");
  expect([field().getAttribute("aria-expanded"), offered()]).toEqual(["false", []]);
  press("Escape");
  await Promise.resolve();
  expect(screen.queryByRole("combobox")).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Add a label" }));
  expect(words()).toEqual([]);
});

it("adds what was typed when the field is left", () => {
  const words = edit();
  type("late");
  fireEvent.blur(field());
  expect(words()).toEqual(["late"]);
});
