/**
 * Meta's webhook handshake: the challenge to answer with (as plain text), or null when the request is no handshake or its token is not
 * ours. Constant time in the token; an empty verify token never matches.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
 */
export async function handshakeChallenge(
  query: URLSearchParams,
  verifyToken: string | undefined,
): Promise<string | null> {
  const given = query.get("hub.verify_token");
  const challenge = query.get("hub.challenge");
  if (query.get("hub.mode") !== "subscribe" || given === null || challenge === null) return null;
  if (verifyToken === undefined || verifyToken === "") return null;
  return (await isSame(given, verifyToken)) ? challenge : null;
}

/** Compares through a MAC under a key drawn for this comparison, so that the time taken says nothing about where the two differ. */
async function isSame(a: string, b: string): Promise<boolean> {
  const encoder = new TextEncoder();
  const drawn = crypto.getRandomValues(new Uint8Array(32));
  const key = await crypto.subtle.importKey("raw", drawn, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
  return crypto.subtle.verify("HMAC", key, await crypto.subtle.sign("HMAC", key, encoder.encode(a)), encoder.encode(b));
}
