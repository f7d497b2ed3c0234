import { expect, it } from "vitest";
import { fakeWay } from "../http/fake-provider.test-kit.ts";
import { holdsVerification } from "../http/verify-conformance.test-kit.ts";
import { helpCenterHandlers } from "./handlers.ts";
import { helpCenter } from "./manifest.ts";
import { fakeHelp, page, TEXT } from "./sandbox.ts";

const startUrl = "https://help.casa-lumen.com/";
holdsVerification({
  manifest: helpCenter,
  handlers: helpCenterHandlers,
  credentials: { startUrl },
  works: fakeHelp,
  details: { page: "Casa Lumen Help", links: "2 to pages of the same site" },
  asks: [`GET ${startUrl}`],
  // Somebody's own server may show any page; those that cannot be used are below.
  anyAnswerIsGood: true,
  refusals: {
    "a page that is not there": {
      answer: () => new Response("<html>", { status: 404 }),
      cause: "not_found",
      says: /The first page answered 404: nothing is there/,
    },
    "a page behind a door": {
      answer: () => new Response("<html>", { status: 403 }),
      cause: "configuration",
      says: /wants to know who asks.*without signing in/,
    },
    "something that is no page": {
      answer: () => Response.json({}),
      cause: "configuration",
      says: /no page of HTML/,
    },
    "nothing at all": { answer: () => new Response(""), cause: "configuration", says: /no page of HTML/ },
    "a page that a script draws": {
      answer: () => page(`<div id="root"></div><script>${"x();".repeat(200)}</script>`),
      cause: "configuration",
      says: /hardly any text/,
    },
    "a page that leads nowhere": {
      answer: () => page(`<p>${TEXT}</p><a href="https://elsewhere.com/">Out</a>`),
      cause: "configuration",
      says: /no link on it/,
    },
    "an address in somebody's own network": {
      answer: fakeHelp,
      credentials: { startUrl: "https://intranet.casa.local/" },
      cause: "configuration",
      says: /must be a public name/,
    },
  },
});

it("follows a page that moved, as a browser does", async () => {
  const { provider, asked } = fakeWay((one) =>
    one.address.endsWith("/old") ? new Response(null, { status: 301, headers: { location: "/" } }) : fakeHelp(one),
  );
  const { health } = await helpCenterHandlers.verify({ startUrl: `${startUrl}old` }, provider, 0);
  expect(health.ok).toBe(true);
  expect(asked.map(({ address }) => address)).toEqual([`${startUrl}old`, startUrl]);
});
