import { expect, test } from "vitest";

/** docs/decisions/0010: the worker calls the model. A stream through an object would take time from everything a client has. */
test("no object speaks with a model", () => {
  const sources = import.meta.glob<string>(["../../**/*.ts", "!../../**/*.test.ts"], {
    query: "?raw",
    import: "default",
    eager: true,
  });
  expect(Object.keys(sources).length).toBeGreaterThan(100);
  const speaking = Object.entries(sources).filter(([, text]) =>
    /from "(?:@anthropic-ai\/sdk|[./]+modules\/ai\/)/.test(text),
  );
  expect(speaking.map(([path]) => path)).toEqual([]);
});
