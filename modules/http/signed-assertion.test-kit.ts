import { type KeyObject, verify } from "node:crypto";

/** What a grant claims, undefined when this key did not sign it. At once: a fake provider must not take real time. */
export function claimsOf(assertion: string | null, publicKey: KeyObject): Record<string, unknown> | undefined {
  const [header = "", payload = "", signature = ""] = (assertion ?? "").split(".");
  const isSigned = verify(
    "RSA-SHA256",
    Buffer.from(`${header}.${payload}`),
    publicKey,
    Buffer.from(signature, "base64url"),
  );
  return isSigned ? (JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>) : undefined;
}
