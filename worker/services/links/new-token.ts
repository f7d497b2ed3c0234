import { nanoid } from "nanoid";
import { hashKey } from "../keys/hash-key.ts";

/** 240 bits of chance. */
const TOKEN_LENGTH = 40;

/** A secret for a link, and the hash that is all we keep of it. */
export async function newToken(): Promise<{ token: string; hash: string }> {
  const token = nanoid(TOKEN_LENGTH);
  return { token, hash: await hashKey(token) };
}
