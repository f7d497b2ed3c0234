import fc from "fast-check";
import { expect, it } from "vitest";
import { Slug } from "./contracts/tenants.ts";
import { SLUG_PATTERN, slugFromName, slugsLike } from "./slug-from-name.ts";

it("proposes what a person would have typed", () => {
  expect(slugFromName("Café São João & Co")).toBe("cafe-sao-joao-co");
  expect(slugFromName("  Maria's   Bakery ")).toBe("marias-bakery");
  expect(slugFromName("東京")).toBe("");
});

it("proposes nothing the API would refuse, but for being too short", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (name) => {
      const slug = slugFromName(name);
      expect(slug.length < 3 || Slug.safeParse(slug).success).toBe(true);
    }),
  );
});

it("takes no name in another script for a slug: a browser would show it as somebody else's", () => {
  expect(["xn--pypal-4ve", "xn--a", "ab--cd"].map((slug) => Slug.safeParse(slug).success)).toEqual([
    false,
    false,
    false,
  ]);
  expect(["a--b", "xn-trellis", "abc--d"].map((slug) => Slug.safeParse(slug).success)).toEqual([true, true, true]);
});

it("agrees with the API on what a slug is", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Z0-9 -]{0,44}$/), (text) => {
      const typed = text.trim().toLowerCase();
      expect(SLUG_PATTERN.test(typed)).toBe(Slug.safeParse(text).success);
    }),
  );
});

it("proposes others that the API would take, none of them the same", () => {
  expect(slugsLike("lighthouse").slice(0, 3)).toEqual(["lighthouse-agency", "lighthouse-hq", "lighthouse-team"]);
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/), (slug) => {
      const like = slugsLike(slug);
      expect(like.length).toBeGreaterThanOrEqual(3);
      expect(like.every((one) => one !== slug && Slug.safeParse(one).success)).toBe(true);
    }),
  );
});
