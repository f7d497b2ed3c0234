const MAX = 40;

/** A slug as the API takes it: 3 to 40 of a-z, 0-9 and inner hyphens. The contract is schema/contracts/tenants.ts. */
export const SLUG_PATTERN = /^[a-z0-9](?:[a-z0-9-]{1,38})[a-z0-9]$/;

/** What to propose as an account's slug: "Café São João & Co" becomes "cafe-sao-joao-co". Empty when nothing of the name can be used. */
export function slugFromName(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX)
    .replace(/^-+|-+$/g, "");
}
