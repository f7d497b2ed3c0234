import { builtIn } from "../http/built-in.ts";

/** In test mode: a website of one page. */
export const webchatSandbox = builtIn(
  { siteUrl: "https://example.com/" },
  () =>
    new Response("<!doctype html><title>Harbour</title><p>Welcome.</p>", {
      headers: { "content-type": "text/html; charset=utf-8" },
    }),
);
