import { importPKCS8, SignJWT } from "jose";

const GOOD_FOR_SECONDS = 600;

/**
 * A grant signed with a private RSA key (RS256), good for ten minutes from `now` (ms), for providers that exchange it for a token:
 * https://www.rfc-editor.org/rfc/rfc7523. The key is PEM, PKCS #8 or PKCS #1; line breaks do not matter. Undefined when it is no such key.
 */
export async function signedAssertion(
  pem: string,
  claims: { iss: string; sub?: string; aud: string; scope: string },
  now: number,
): Promise<string | undefined> {
  const issuedAt = Math.floor(now / 1000);
  try {
    const key = await importPKCS8(pkcs8(pem), "RS256");
    return await new SignJWT({ ...claims, iat: issuedAt, exp: issuedAt + GOOD_FOR_SECONDS })
      .setProtectedHeader({ alg: "RS256", typ: "JWT" })
      .sign(key);
  } catch {
    return undefined;
  }
}

/** What a token is asked for with. */
export const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

function pkcs8(pem: string): string {
  const [, isPkcs1, body = ""] = /-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END/.exec(pem) ?? [];
  const bare = body.replace(/\s/g, "");
  const whole = isPkcs1 === undefined ? bare : btoa(wrapped(atob(bare)));
  return `-----BEGIN PRIVATE KEY-----\n${whole}\n-----END PRIVATE KEY-----`;
}

/** An RSA key inside the envelope that names its algorithm: https://www.rfc-editor.org/rfc/rfc5208#section-5. Each character is a byte. */
function wrapped(pkcs1: string): string {
  const version = "\x02\x01\x00";
  const rsaEncryption = "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
  return der(0x30, version + rsaEncryption + der(0x04, pkcs1));
}

function der(tag: number, content: string): string {
  const { length } = content;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return String.fromCharCode(tag, ...size) + content;
}
