import { expect, test } from "vitest";
import { KEY_SCOPES } from "../../../schema/capabilities.ts";
import { SCOPE_GROUPS, scopesInShort } from "./scope-words.ts";

test("every scope that a key may have is offered, once, and no other", () => {
  const offered = SCOPE_GROUPS.flatMap(({ scopes }) => scopes);
  expect(offered.toSorted()).toEqual(KEY_SCOPES.toSorted());
});

test("what a key may do is said in one line", () => {
  expect(scopesInShort(["viewSettings"])).toBe("See settings");
  expect(scopesInShort(["viewSettings", "deploy"])).toBe("See settings, Deploy to clients");
  expect(scopesInShort(["viewSettings", "deploy", "viewAudit"])).toBe("See settings and 2 more");
});
