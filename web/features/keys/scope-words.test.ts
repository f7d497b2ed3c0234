import { expect, test } from "vitest";
import { KEY_SCOPES } from "../../../schema/capabilities.ts";
import { SCOPE_GROUPS, scopesInShort, scopeWords } from "./scope-words.ts";

test("every scope that a key may have is offered, once and in words, and no other", () => {
  const offered = SCOPE_GROUPS.flatMap(({ scopes }) => scopes.map(({ scope }) => scope));
  expect(offered.toSorted()).toEqual(KEY_SCOPES.toSorted());
  expect(scopeWords(KEY_SCOPES).filter((words) => !words.includes(" "))).toEqual([]);
});

test("what a key may do is said in one line", () => {
  expect(scopesInShort(["viewSettings"])).toBe("Read settings");
  expect(scopesInShort(["viewSettings", "deploy"])).toBe("Read settings, Deploy to clients");
  expect(scopesInShort(["viewSettings", "deploy", "viewAudit"])).toBe("Read settings and 2 more");
});
