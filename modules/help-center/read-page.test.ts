import { expect, it } from "vitest";
import { readPage } from "./read-page.ts";

const ADDRESS = "https://help.casa-lumen.com/";
const page = (body: string) => `<!doctype html>\n<html><head><title> Help </title></head><body>${body}</body></html>`;

it("counts what people would see, and links that stay", () => {
  const html = page(`
    <script>var a = "<a href='/hidden'>not seen</a>";</script><style>p { color: red }</style>
    <p>Hello</p><a class="x" href="/delivery">One</a> <a href='/delivery#top'>Two</a> <A HREF=/pay>Pay</A>
    <a href="https://elsewhere.com/">Out</a> <a href="mailto:a@b.com">Mail</a> <a href="${ADDRESS}">Home</a> <a>None</a>`);
  expect(readPage(html, ADDRESS)).toEqual({
    title: "Help",
    characters: "HelloOneTwoPayOutMailHomeNone".length,
    links: 2,
  });
});

it.each(["", "{}", "text", "<rss><html></html></rss>", "<!doctype xml>"])("takes %j for no page", (text) => {
  expect(readPage(text, ADDRESS)).toBeUndefined();
});

it("takes as long for a hostile page as for a good one", () => {
  for (const body of ["<a ", "<script>", "<title>", "<!--", "<a href=", '<a href="', " href=", "<svg"]) {
    const started = performance.now();
    readPage(page(body.repeat(200_000)), ADDRESS);
    expect(performance.now() - started).toBeLessThan(5_000);
  }
});
