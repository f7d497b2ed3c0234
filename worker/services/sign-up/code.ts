import { customAlphabet } from "nanoid";
import { SIGN_UP_CODE_DIGITS } from "../../../schema/contracts/sign-ups.ts";
import { hashKey } from "../keys/hash-key.ts";

const random = customAlphabet("0123456789", SIGN_UP_CODE_DIGITS);

/** A code to be mailed, as people read it (`1234 5678`), and the hash that is kept. */
export async function newSignUpCode(token: string): Promise<{ shown: string; hash: string }> {
  const code = random();
  return { shown: `${code.slice(0, 4)} ${code.slice(4)}`, hash: await hashSignUpCode(token, code) };
}

/** Over token and code together: of the row alone nobody can try codes. */
export function hashSignUpCode(token: string, code: string): Promise<string> {
  return hashKey(`${token}:${code}`);
}
