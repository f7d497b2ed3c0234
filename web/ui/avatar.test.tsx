import { expect, it } from "vitest";
import { initials } from "./avatar.tsx";

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
