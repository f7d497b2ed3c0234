import * as fc from "fast-check";
import { expect, it } from "vitest";
import { splitLinks } from "./split-links.ts";

it.each([
  ["no link here", []],
  ["see https://example.com/a?b=c#d.", ["https://example.com/a?b=c#d"]],
  ["(www.example.com)", ["https://www.example.com/"]],
  ["two: http://a.example, and HTTPS://B.example!", ["http://a.example/", "https://b.example/"]],
  ["javascript:alert(1) data:text/html,x file:///etc/passwd", []],
  ["https://", []],
  ["mail me at a@www.example", ["https://www.example/"]],
])("%s", (text, hrefs) => {
  expect(splitLinks(text).flatMap(({ href }) => href ?? [])).toEqual(hrefs);
});

it("loses nothing of a text, and links only to the web", () => {
  const piece = fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom("www.", "http://", "javascript:", "\n", "<b>", " "));
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join("");
      const parts = splitLinks(text);
      expect(parts.map((part) => part.text).join("")).toBe(text);
      for (const { href } of parts) expect(href ?? "https:").toMatch(/^https?:/);
    }),
  );
});
