import { base64url } from "jose";

/** SHA-256 of a key, base64url: all that is kept of it. A key has 238 bits of chance, so a slow hash would guard nothing more. */
export async function hashKey(key: string): Promise<string> {
  return base64url.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key))));
}
