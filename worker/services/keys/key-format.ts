import { crc32 } from "node:zlib";
import { customAlphabet } from "nanoid";

/** Every API key begins so: a scanner that finds one in public code knows whose it is. */
export const API_KEY_PREFIX = "trl_";
/** Of a key, this much is kept and shown, so that people can tell theirs apart. */
export const API_KEY_SHOWN = API_KEY_PREFIX.length + 6;

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 238 bits of chance. */
const RANDOM_LENGTH = 40;
const CHECKSUM_LENGTH = 6;
const random = customAlphabet(ALPHABET, RANDOM_LENGTH);
const FORM = new RegExp(`^${API_KEY_PREFIX}([0-9A-Za-z]{${RANDOM_LENGTH}})([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`, "u");

/** A new key: `trl_`, 40 random characters, and the CRC-32 of those in 6 more, so that a mistyped key is known without a look-up. */
export function newApiKey(): string {
  const secret = random();
  return API_KEY_PREFIX + secret + checksumOf(secret);
}

/** Whether a text has the form of a key and its checksum holds. */
export function isApiKey(text: string): boolean {
  const [, secret, checksum] = FORM.exec(text) ?? [];
  return secret !== undefined && checksumOf(secret) === checksum;
}

function checksumOf(secret: string): string {
  let rest = crc32(secret);
  let digits = "";
  for (let place = 0; place < CHECKSUM_LENGTH; place += 1) {
    digits = ALPHABET.charAt(rest % ALPHABET.length) + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}
