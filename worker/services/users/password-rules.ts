import { COMMON_PASSWORDS } from "../../../schema/common-passwords.ts";
import { TrellisError } from "../../../schema/errors.ts";

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 512;
const PRODUCT = "trellis";

/**
 * Throws `invalid` (field) unless a password a person chose is hard enough to guess: long, not one of the commonest with something at its
 * ends, not their address, their name or the product's, not one thing over and over. No rule about kinds of characters: those make
 * passwords that are easy to guess and hard to remember (NIST SP 800-63B, 5.1.1.2).
 */
export function requirePassword(
  password: string,
  { email, name, field = "password" }: { email: string; name?: string; field?: string },
): void {
  const refuse = (message: string): never => {
    throw new TrellisError("invalid", { field, message });
  };
  const written = password.normalize("NFC").toLowerCase();
  if ([...written].length < PASSWORD_MIN) refuse(`Use at least ${PASSWORD_MIN} characters.`);
  if (written.length > PASSWORD_MAX) refuse(`Use at most ${PASSWORD_MAX} characters.`);
  const stem = stemOf(written);
  const [mailbox = ""] = email.split("@");
  const own = [
    email,
    mailbox,
    ...(name === undefined ? [] : [name.toLowerCase(), name.toLowerCase().replaceAll(" ", "")]),
  ];
  if (own.some((word) => word !== "" && (written === word || (stem !== "" && stem === stemOf(word)))))
    refuse("Do not use your own name or e-mail address.");
  if (stem.replaceAll(PRODUCT, "") === "" && stem !== "") refuse("Do not use the name of this product.");
  if (COMMON_PASSWORDS.has(stem) || isPlain(written))
    refuse("This one is among the first that are guessed. Choose another.");
}

/** A password without what people put at its ends to make it longer. */
function stemOf(written: string): string {
  return written.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "").replaceAll(/\s+/gu, "");
}

/** One short thing over and over, or digits in a row: `abababababab`, `1234567890`, `2020202020`. */
function isPlain(written: string): boolean {
  if (/^(.{1,4})\1+.{0,3}$/su.test(written)) return true;
  return /^\p{N}+$/u.test(written) && isRow(written);
}

/** Digits each one more or one less than the one before. */
function isRow(digits: string): boolean {
  const steps = [...digits].slice(1).map((digit, at) => (Number(digit) - Number(digits[at]) + 10) % 10);
  return new Set(steps).size === 1;
}
