import { expect, it } from "vitest";
import { hue, initials } from "./avatar.tsx";

it.each([
  ["Inês Carvalho", "IC"],
  ["Maria del Mar Ortiz", "MO"],
  ["yara_ceramica", "YC"],
  ["+44 7700 900123", "23"],
  ["王小明", "王"],
  ["🙂", "?"],
  ["", "?"],
])("%s is %s", (name, letters) => {
  expect(initials(name)).toBe(letters);
});

it.each([
  [
    "a team",
    ["Olivia Grant", "Maya Lindgren", "Jonas Okoro", "Inês Carvalho", "Tomás Rey", "Ruth Adeyemi", "Vera Stein"],
  ],
  ["neighbours of a list", ["Noor Haddad", "Bruna Arce", "Oskar Lindqvist", "yara_ceramica", "Priya Raman"]],
])("the people of %s differ in colour", (_, names) => {
  expect(new Set(names.map(hue)).size).toBe(names.length);
});
