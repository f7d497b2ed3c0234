import { expect, test, vi } from "vitest";
import { runEach } from "./run-each.ts";

test("one that fails keeps no other from being done, and is told of in the end", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const done: string[] = [];
  const fault = new Error("the database is away");
  const step = (name: string, error?: Error) => async () => {
    done.push(name);
    if (error) throw error;
  };
  const run = runEach({ first: step("first"), second: step("second", fault), third: step("third") });
  await expect(run).rejects.toMatchObject({ errors: [fault] });
  expect(done).toEqual(["first", "second", "third"]);
  expect(log.mock.calls.map(([line]) => JSON.parse(String(line)) as object)).toMatchObject([
    { event: "step_failed", step: "second", reason: expect.stringContaining("the database is away") },
  ]);
  log.mockRestore();
});

test("says nothing where nothing failed", async () => {
  await expect(runEach({ only: () => Promise.resolve(1) })).resolves.toBeUndefined();
});
