import { expect, it } from "vitest";
import { readFeed, readJsonFeed } from "./read-feed.ts";

const rss = (inside: string) =>
  `<?xml version="1.0"?>\n<!-- by us --><rss version="2.0"><channel>${inside}</channel></rss>`;

it.each([
  [rss("<title>News</title><item><title>A</title></item><item/><items/>"), { title: "News", entries: 1 }],
  [rss("<title><![CDATA[Q & A]]></title><item>\n</item><item >x</item>"), { title: "Q & A", entries: 2 }],
  [
    '\uFEFF<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">A &amp;&lt;b&gt;</title><entry></entry></feed>',
    { title: "A &<b>", entries: 1 },
  ],
  ['<rdf:RDF xmlns="http://purl.org/rss/1.0/"><item rdf:about="x"></item></rdf:RDF>', { title: "", entries: 1 }],
  [rss(""), { title: "", entries: 0 }],
])("reads %j", (text, feed) => {
  expect(readFeed(text)).toEqual(feed);
});

it.each([
  "",
  "{}",
  "<!doctype html><html><rss></rss></html>",
  "<html><feed></feed></html>",
  "<rssx>",
  `${" ".repeat(5_000)}<rss>`,
])("takes %j for no feed", (text) => {
  expect(readFeed(text)).toBeUndefined();
});

it("takes as long for a hostile document as for a good one", () => {
  for (const text of [
    "<title>".repeat(200_000),
    "<!--".repeat(200_000),
    "<item".repeat(200_000),
    "<?<?".repeat(9_999),
  ]) {
    const started = performance.now();
    readFeed(`<rss>${text}`);
    readFeed(text);
    expect(performance.now() - started).toBeLessThan(5_000);
  }
});

it.each([
  [
    { version: "https://jsonfeed.org/version/1.1", title: "News", items: [{}, {}] },
    { title: "News", entries: 2 },
  ],
  [
    { version: "https://jsonfeed.org/version/1", items: [] },
    { title: "", entries: 0 },
  ],
  [[{ id: 1 }], { title: "", entries: 1 }],
  [[], { title: "", entries: 0 }],
  [{ items: [] }, undefined],
  [{ version: "https://evil.example/https://jsonfeed.org/version/1", items: [] }, undefined],
  [{ version: "https://jsonfeed.org/version/1", items: {} }, undefined],
  [["text"], undefined],
  [null, undefined],
  ["text", undefined],
])("reads the JSON %j", (body, feed) => {
  expect(readJsonFeed(body)).toEqual(feed);
});
