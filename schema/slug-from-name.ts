export const SLUG_MAX = 40;

/**
 * A label of a host name: 3 to 40 of a-z, 0-9 and inner hyphens. Two hyphens in third place stand for other scripts there (`xn--`, RFC 5890,
 * 2.3.1): browsers would show such an account's address as another's, or open none at all.
 */
export const SLUG_PATTERN = /^(?!..--)[a-z0-9](?:[a-z0-9-]{1,38})[a-z0-9]$/;

/** What to propose as an account's slug: "Café São João & Co" becomes "cafe-sao-joao-co". Empty when nothing of the name can be used. */
export function slugFromName(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_MAX)
    .replace(/^-+|-+$/g, "");
}

/** What to propose in place of a slug that cannot be had, the nearest first: each has the form of one. */
export function slugsLike(slug: string): string[] {
  const stem = slugFromName(slug);
  return [
    ...ENDINGS.map((ending) => `${stem.slice(0, SLUG_MAX - ending.length).replace(/-+$/, "")}${ending}`),
    ...BEGINNINGS.map((beginning) => `${beginning}${stem}`),
  ].filter((like) => like !== slug && SLUG_PATTERN.test(like));
}

const ENDINGS = ["-agency", "-hq", "-team", "-studio", "-group", "-2", "-3", "-4"] as const;
const BEGINNINGS = ["the-", "go-"] as const;
