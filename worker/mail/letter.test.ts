import { expect, test } from "vitest";
import { letterHtml, letterText } from "./letter.ts";

const letter = {
  kind: "invitation",
  subject: "Join <b>us</b>",
  paragraphs: ["Ana <script>alert(1)</script> & co. invite you."],
  act: { label: "Accept", url: 'https://x.test/a?b="><script>' },
  closing: "It ends in 7 days.",
};

test("a letter's words stay words in HTML, wherever they stand", async () => {
  const brand = { name: '<i>Verde</i>"><i>', senderName: "Verde", accent: "#2563eb", logo: null };
  const made = await letterHtml(letter, brand);
  expect(made).not.toMatch(/<script|<b>|<i>|<img/);
  const drawn = await letterHtml(letter, { ...brand, logo: 'https://x.test/logo"><script>' });
  expect(drawn).not.toMatch(/<script|<b>|<i>/);
  expect(drawn.replace(/\s+/g, " ")).toContain(
    '<img src="https://x.test/logo&quot;&gt;&lt;script&gt;" alt="&lt;i&gt;Verde',
  );
  expect(made).toContain("Ana &lt;script&gt;alert(1)&lt;/script&gt; &amp; co. invite you.");
  expect(made).toContain("It ends in 7 days.");
});

test("and say the same as plain text", () => {
  expect(letterText(letter)).toBe(
    'Ana <script>alert(1)</script> & co. invite you.\n\nAccept:\nhttps://x.test/a?b="><script>\n\nIt ends in 7 days.\n',
  );
});
