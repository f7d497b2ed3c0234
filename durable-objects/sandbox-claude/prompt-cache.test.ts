import { expect, it } from "vitest";
import { PromptCache } from "./prompt-cache.ts";
import { readAsked } from "./read-request.ts";

const MARK = { cache_control: { type: "ephemeral" } };
const RULES = { type: "text", text: "Be kind. ".repeat(600), ...MARK };

function asked(system: object[], ...texts: string[]) {
  const messages = texts.map((text, n) => ({
    role: n % 2 === 0 ? "user" : "assistant",
    content: [{ type: "text", text, ...(n === texts.length - 1 ? MARK : {}) }],
  }));
  const read = readAsked({ model: "m", max_tokens: 1, system, messages });
  if ("wrong" in read) throw new Error(read.wrong);
  return read;
}

it("writes what is marked, and reads the longest beginning that was written before", () => {
  const cache = new PromptCache();
  const first = cache.take(asked([RULES], "one"), 0);
  expect(first).toMatchObject({ read: 0, written: 1352 });
  const second = cache.take(asked([RULES], "one", "two ".repeat(50), "three"), 1000);
  expect(second).toEqual({ read: first.written, written: 51 });
  expect(cache.take(asked([RULES], "one", "two ".repeat(50), "three"), 2000)).toEqual({ read: 1403, written: 0 });
  expect(cache.take(asked([{ ...RULES, text: `Not ${RULES.text}` }], "one"), 3000).read).toBe(0);
});

it("forgets after five minutes, and keeps nothing short", () => {
  const cache = new PromptCache();
  cache.take(asked([RULES], "one"), 0);
  expect(cache.take(asked([RULES], "one"), 5 * 60_000 + 1)).toMatchObject({ read: 0, written: 1352 });
  expect(new PromptCache().take(asked([], "short"), 0)).toEqual({ read: 0, written: 0 });
});
