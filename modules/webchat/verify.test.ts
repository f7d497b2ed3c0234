import { describe, expect, it } from "vitest";
import { holdsVerification } from "../http/verify-conformance.test-kit.ts";
import { webchatHandlers } from "./handlers.ts";
import { webchat } from "./manifest.ts";

const credentials = { siteUrl: "https://www.harbour.shop/" };
const page =
  (html: string, init: ResponseInit = {}) =>
  () =>
    new Response(html, { headers: { "content-type": "text/html; charset=utf-8" }, ...init });
const site = page("<!doctype html><html><head><title> Harbour &amp; Sons </title></head></html>");

holdsVerification({
  manifest: webchat,
  handlers: webchatHandlers,
  credentials,
  works: site,
  anyAnswerIsGood: true,
  details: { site: "www.harbour.shop", title: "Harbour &amp; Sons" },
  asks: ["GET https://www.harbour.shop/"],
  refusals: {
    "a site that leads elsewhere": {
      answer: () => new Response(null, { status: 301, headers: { location: "https://harbour.shop/" } }),
      cause: "configuration",
      says: /follows none.*where you end up/,
    },
    "what is no page": { answer: () => Response.json({ ok: true }), cause: "configuration", says: /no web page/ },
    "a page without a word": { answer: page(" "), cause: "configuration", says: /no web page/ },
    "a server that is no site": { answer: page("", { status: 418 }), cause: "configuration", says: /answered 418/ },
    "a private site": {
      answer: site,
      credentials: { siteUrl: "https://intranet.corp/" },
      cause: "configuration",
      says: /public name/,
    },
  },
});

describe("a site", () => {
  it("may be far larger than what is read of it", async () => {
    const large = page("x".repeat(3 * 1024 * 1024));
    const found = await webchatHandlers.verify(credentials, async () => large(), 0);
    expect(found).toMatchObject({ health: { ok: true }, details: { site: "www.harbour.shop" } });
  });

  it("needs no title", async () => {
    const found = await webchatHandlers.verify(credentials, async () => page("<p>Hello</p>")(), 0);
    expect(found.details).toEqual({ site: "www.harbour.shop" });
  });
});
