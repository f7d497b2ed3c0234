import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { isTrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import { isUnsafe, needsOrigin, ownOrigin, refuseForeignOrigin, requireOwnOrigin } from "./origin.ts";

const app = new Hono<AppEnv>();
app.onError((error, c) => c.text(isTrellisError(error) ? error.code : String(error)));
// In a header, for HEAD has no body.
app.all("/told", (c) => c.body(null, 200, { told: `${isUnsafe(c)} ${needsOrigin(c)} ${ownOrigin(c)}` }));
app.all("/own", (c) => {
  requireOwnOrigin(c);
  return c.text("in");
});
app.all("/not-foreign", (c) => {
  refuseForeignOrigin(c);
  return c.text("in");
});
const ask = (path: string, init: RequestInit = {}, appOrigin?: string) =>
  app.request(`https://trellis.test${path}`, init, { APP_ORIGIN: appOrigin });

describe("a request needs an Origin", () => {
  test.each([
    ["GET", undefined, false, false],
    ["HEAD", undefined, false, false],
    ["OPTIONS", undefined, false, false],
    ["POST", undefined, true, true],
    ["PUT", undefined, true, true],
    ["PATCH", undefined, true, true],
    ["DELETE", undefined, true, true],
    ["ANYTHING", undefined, true, true],
    ["GET", "websocket", false, true],
    ["GET", "WebSocket", false, true],
    ["GET", "h2c", false, false],
  ])("%s, upgrading to %s: changes something %j, needs one %j", async (method, upgrade, unsafe, needs) => {
    const answer = await ask("/told", { method, headers: upgrade === undefined ? {} : { upgrade } });
    expect(answer.headers.get("told")).toBe(`${unsafe} ${needs} https://trellis.test`);
  });
});

test.each([
  [undefined, "https://trellis.test"],
  ["", "https://trellis.test"],
  ["https://app.example/inbox/", "https://app.example"],
])("with APP_ORIGIN %j, %s is ours and no other", async (appOrigin, own) => {
  expect((await ask("/told", {}, appOrigin)).headers.get("told")).toBe(`false false ${own}`);
  const answer = async (path: string, origin?: string) =>
    (await ask(path, origin === undefined ? {} : { headers: { origin } }, appOrigin)).text();
  expect([await answer("/own", own), await answer("/not-foreign", own)]).toEqual(["in", "in"]);
  expect([await answer("/own"), await answer("/not-foreign")]).toEqual(["bad_origin", "in"]);
  for (const foreign of ["", "null", `${own}/`, `${own}:444`, "https://evil.test"]) {
    expect([await answer("/own", foreign), await answer("/not-foreign", foreign)], foreign).toEqual([
      "bad_origin",
      "bad_origin",
    ]);
  }
});
