import { expect, it } from "vitest";
import { safeReturnPath } from "./safe-return-path.ts";

it.each([
  ["/a/ten_1/inbox?x=1", "/a/ten_1/inbox?x=1"],
  [undefined, "/"],
  ["", "/"],
  ["https://evil.example/", "/"],
  ["//evil.example/a", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["/..//evil.example", "/"],
  ["/.//evil.example", "/"],
  ["/.\\/evil.example", "/"],
  ["/a/..//..//evil.example", "/"],
  ["/%2e//evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/sign-in?return=/a", "/"],
  ["/a/../../sign-in", "/"],
])("%j leads to %s", (given, path) => {
  expect(safeReturnPath(given)).toBe(path);
});
