import { hex } from "../../schema/hex.ts";

const encoder = new TextEncoder();

/**
 * Whether `X-Hub-Signature-256` is the HMAC-SHA256 of exactly these bytes under the app secret. Check it on the raw body, before decoding.
 * Constant time; false for a missing or malformed header and for an empty secret.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 */
export async function isSignedByMeta(
  body: BufferSource,
  header: string | null | undefined,
  appSecret: string,
): Promise<boolean> {
  const digits = header?.match(/^sha256=([0-9a-f]{64})$/)?.[1];
  if (digits === undefined || appSecret === "") return false;
  const signature = Uint8Array.from(digits.matchAll(/../g), ([byte]) => Number.parseInt(byte, 16));
  return crypto.subtle.verify("HMAC", await hmacKey(appSecret, "verify"), signature, body);
}

/** The header value Meta would send with these bytes. */
export async function metaSignature(body: BufferSource, appSecret: string): Promise<string> {
  return `sha256=${hex(await crypto.subtle.sign("HMAC", await hmacKey(appSecret, "sign"), body))}`;
}

function hmacKey(secret: string, use: "sign" | "verify"): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, [use]);
}
