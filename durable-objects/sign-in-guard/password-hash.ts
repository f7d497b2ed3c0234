import { Buffer } from "node:buffer";
import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";
import { base64url } from "jose";

/** The cost of one hash: about 110 ms and 16 MB, which is what makes guessing slow. https://www.rfc-editor.org/rfc/rfc7914 */
const COST = { N: 16_384, r: 8, p: 5 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** A new hash of a password, as `scrypt$N$r$p$salt$hash` with base64url parts. */
export function hashPassword(password: string): string {
  return hashUnder(randomBytes(SALT_BYTES), password);
}

/**
 * Whether a password is the one hashed. `null` stands for a person who does not exist: the same work is done, and the answer is no.
 * A hash of another cost or form is never matched.
 */
export function matchesPassword(password: string, stored: string | null): boolean {
  const salt = stored?.split("$")[4];
  // Made anew under the same salt and compared whole: one of another cost or form is another text.
  const made = Buffer.from(hashUnder(salt === undefined ? NO_SALT : Buffer.from(salt, "base64url"), password));
  const kept = Buffer.from(String(stored));
  return made.length === kept.length && timingSafeEqual(made, kept);
}

const NO_SALT = new Uint8Array(SALT_BYTES);

function hashUnder(salt: Uint8Array, password: string): string {
  // Normalised, so that an é typed as one character or as two is the same password.
  const hash = scryptSync(password.normalize("NFC"), salt, HASH_BYTES, COST);
  return ["scrypt", COST.N, COST.r, COST.p, base64url.encode(salt), base64url.encode(hash)].join("$");
}
