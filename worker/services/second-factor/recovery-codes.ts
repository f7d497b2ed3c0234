import { customAlphabet } from "nanoid";
import { hashKey } from "../keys/hash-key.ts";

const CODES = 10;
/** Without letters that are taken for one another. */
const random = customAlphabet("23456789abcdefghjkmnpqrstuvwxyz", 12);

/** Ten new recovery codes as people see them (`k7xm-2qpd-9wva`, 59 bits of chance each), and the hashes that are kept. */
export async function newRecoveryCodes(): Promise<{ shown: string[]; hashes: string[] }> {
  const codes = Array.from({ length: CODES }, () => random());
  return {
    shown: codes.map((code) => (code.match(/.{4}/g) ?? []).join("-")),
    hashes: await Promise.all(codes.map(hashKey)),
  };
}

/** A code as it was typed, without what people put between its parts. */
export function plainCode(typed: string): string {
  return typed.replaceAll(/[\s-]/g, "").toLowerCase();
}
