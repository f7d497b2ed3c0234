import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { isTrellisError } from "../../schema/errors.ts";
import type { AppEnv } from "../app-env.ts";
import { isUnsafe, linkOrigin, needsOrigin, ownOrigin, refuseForeignOrigin, requireOwnOrigin } from "./origin.ts";
import type { Host } from "./remembered-tenants.ts";

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

describe("at an account's address", () => {
  const hosts: Record<string, Host> = {
    subdomain: { tenant: { slug: "acme" } as Host["tenant"], ownDomain: false },
    domain: { tenant: { slug: "acme" } as Host["tenant"], ownDomain: true },
  };
  const at = new Hono<AppEnv>();
  at.get("/:kind", (c) => {
    c.set("host", hosts[c.req.param("kind")]);
    return c.json([ownOrigin(c), linkOrigin(c)]);
  });
  const APP_ORIGIN = "https://app.example:8443";

  // A link that opens something never leads to a domain whose DNS is somebody else's.
  test.each([
    ["http://acme.app.example", "subdomain", { APP_ORIGIN }, "https://acme.app.example", "https://acme.app.example"],
    ["https://crm.acme.com", "domain", { APP_ORIGIN }, "https://crm.acme.com", APP_ORIGIN],
    [
      "https://crm.acme.com",
      "domain",
      { APP_ORIGIN, APP_DOMAIN: "in.example" },
      "https://crm.acme.com",
      "https://acme.in.example:8443",
    ],
    ["http://crm.acme.com:8787", "domain", {}, "http://crm.acme.com:8787", "http://localhost:8787"],
    ["https://app.example:8443", "none", { APP_ORIGIN }, APP_ORIGIN, APP_ORIGIN],
  ])("%s, a %s, with %o: ours is %s, links lead to %s", async (called, kind, env, own, links) => {
    expect(await (await at.request(`${called}/${kind}`, {}, env)).json()).toEqual([own, links]);
  });
});
