import { expect, test } from "vitest";
import { letterHtml, letterText, TRELLIS_BRAND } from "./letter.ts";

const letter = {
  kind: "invitation",
  subject: "Join <b>us</b>",
  paragraphs: ["Ana <script>alert(1)</script> & co. invite you."],
  act: { label: "Accept", url: 'https://x.test/a?b="><script>' },
  closing: "It ends in 7 days.",
};

test("a letter's words stay words in HTML, wherever they stand", async () => {
  const made = await letterHtml(letter, { ...TRELLIS_BRAND, name: "<i>Verde</i>" });
  expect(made).not.toMatch(/<script|<b>|<i>/);
  expect(made).toContain("Ana &lt;script&gt;alert(1)&lt;/script&gt; &amp; co. invite you.");
  expect(made).toContain("It ends in 7 days.");
});

test("and say the same as plain text", () => {
  expect(letterText(letter)).toBe(
    'Ana <script>alert(1)</script> & co. invite you.\n\nAccept:\nhttps://x.test/a?b="><script>\n\nIt ends in 7 days.\n',
  );
});
