import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { REPOSITORY } from "../../worker/local/state-folder.ts";
import { MUTANTS } from "./mutants.ts";

/** Trying them takes an hour, so a change of the code is told here at once when it leaves one behind. */
it.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))("%s: can still be broken so", (_name, mutant) => {
  const { file, from, to, tests } = mutant;
  expect(readFileSync(join(REPOSITORY, file), "utf8").split(from)).toHaveLength(2);
  expect(to).not.toBe(from);
  expect(tests.length).toBeGreaterThan(0);
  for (const test of tests) expect([test, existsSync(join(REPOSITORY, test))]).toEqual([test, true]);
});

it("names each once", () => {
  const names = MUTANTS.map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
