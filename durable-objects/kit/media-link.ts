import { base64url } from "jose";
import { z } from "zod";
import type { ObjectsEnv } from "../env.ts";

/** Providers fetch a file within seconds of the send that names it. */
const MEDIA_LINK_LIVES_MS = 10 * 60_000;
/** A built-in provider needs no way in from outside: it comes through the product's own door. */
const SANDBOX_ORIGIN = "https://trellis.local";

/**
 * An address at which anyone may fetch one file for ten minutes: for providers that take files by address alone. It says which file and until
 * when, sealed by a key of its own. Throws where the server does not know its own origin.
 */
export async function mediaLink(
  env: Pick<ObjectsEnv, "VAULT_KEYS" | "APP_ORIGIN">,
  { tenantId, attachmentId, sandbox, now }: { tenantId: string; attachmentId: string; sandbox: boolean; now: number },
): Promise<string> {
  const origin = sandbox ? SANDBOX_ORIGIN : env.APP_ORIGIN;
  if (!origin) throw new Error("APP_ORIGIN is not set: nobody could fetch the file");
  const said = encoder.encode(JSON.stringify([tenantId, attachmentId, now + MEDIA_LINK_LIVES_MS]));
  const signature = await crypto.subtle.sign("HMAC", await linkKey(env, "sign"), said);
  return `${new URL(origin).origin}/api/files/${base64url.encode(said)}.${base64url.encode(new Uint8Array(signature))}`;
}

/** The file a link names, undefined for one that is not ours, was changed or has run out. */
export async function readMediaLink(
  env: Pick<ObjectsEnv, "VAULT_KEYS">,
  token: string,
  now: number,
): Promise<{ tenantId: string; attachmentId: string } | undefined> {
  const match = /^([\w-]{1,400})\.([\w-]{43})$/.exec(token);
  if (match === null) return undefined;
  const [said, signature] = [decoded(match[1] ?? ""), decoded(match[2] ?? "")];
  if (
    said === undefined ||
    signature === undefined ||
    !(await crypto.subtle.verify("HMAC", await linkKey(env, "verify"), signature, said))
  )
    return undefined;
  const [tenantId, attachmentId, until] = Said.parse(JSON.parse(new TextDecoder().decode(said)));
  return now < until ? { tenantId, attachmentId } : undefined;
}

function decoded(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new Uint8Array(base64url.decode(text));
  } catch {
    return undefined;
  }
}

const encoder = new TextEncoder();
const Said = z.tuple([z.string(), z.string(), z.number()]);

/** Drawn from the vault's newest key for this use alone. Turning that key ends links that were just made, which are made anew. */
async function linkKey({ VAULT_KEYS }: Pick<ObjectsEnv, "VAULT_KEYS">, use: "sign" | "verify"): Promise<CryptoKey> {
  const newest = Object.values(z.record(z.string(), z.string()).parse(JSON.parse(VAULT_KEYS))).at(-1) ?? "";
  const material = await crypto.subtle.importKey("raw", encoder.encode(newest), "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoder.encode("trellis media link") },
    material,
    { name: "HMAC", hash: "SHA-256", length: 256 },
    false,
    [use],
  );
}
