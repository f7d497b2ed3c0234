import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";
import { base64url } from "jose";

/** The cost of one hash: about 110 ms and 16 MB, which is what makes guessing slow. https://www.rfc-editor.org/rfc/rfc7914 */
const COST = { N: 16_384, r: 8, p: 5 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** A new hash of a password, as `scrypt$N$r$p$salt$hash` with base64url parts. */
export function hashPassword(password: string): string {
  const salt = randomBytes(SALT_BYTES);
  const { N, r, p } = COST;
  return ["scrypt", N, r, p, base64url.encode(salt), base64url.encode(derive(password, salt))].join("$");
}

/**
 * Whether a password is the one hashed. `null` stands for a person who does not exist: the same work is done, and the answer is no.
 * A hash of another cost or form is never matched.
 */
export function matchesPassword(password: string, stored: string | null): boolean {
  const known = stored === null ? undefined : parse(stored);
  const derived = derive(password, known?.salt ?? NOBODY.salt);
  return timingSafeEqual(derived, known?.hash ?? NOBODY.hash) && known !== undefined;
}

function derive(password: string, salt: Uint8Array): Uint8Array {
  // Normalised, so that an é typed as one character or as two is the same password.
  return scryptSync(password.normalize("NFC"), salt, HASH_BYTES, COST);
}

/** Base64url of the lengths above, without padding. */
const FORM = new RegExp(String.raw`^scrypt\$${COST.N}\$${COST.r}\$${COST.p}\$([\w-]{22})\$([\w-]{43})$`, "u");

function parse(stored: string): { salt: Uint8Array; hash: Uint8Array } | undefined {
  const [, salt, hash] = FORM.exec(stored) ?? [];
  return salt && hash ? { salt: base64url.decode(salt), hash: base64url.decode(hash) } : undefined;
}

const NOBODY = { salt: new Uint8Array(SALT_BYTES), hash: new Uint8Array(HASH_BYTES) };
