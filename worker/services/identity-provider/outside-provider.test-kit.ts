import { base64url, exportJWK, generateKeyPair, SignJWT } from "jose";
import { vi } from "vitest";

export const OUTSIDE = {
  issuer: "https://login.harbour.io",
  clientId: "trellis-at-harbour",
  clientSecret: "harbour-secret",
};

/** What a provider may get wrong, or say otherwise. */
export interface Slip {
  issuer?: string;
  audience?: string;
  nonce?: string;
  expired?: boolean;
  /** Signed by a key that is not among its own. */
  foreignKey?: boolean;
  alg?: "none" | "HS256";
  noIdToken?: boolean;
  state?: string;
  iss?: string;
  /** Redeems whatever verifier it is shown; otherwise it refuses one that does not fit. */
  challenge?: string;
  claims?: Record<string, unknown>;
  /** Keeps the address for the door that tells about people. */
  addressApart?: boolean;
}

/** A provider outside, at OUTSIDE.issuer: every request the worker makes goes to it. `slip` may be set before each sign-in. */
export async function outsideProvider() {
  const [own, foreign] = [await generateKeyPair("RS256"), await generateKeyPair("RS256")];
  const codes = new Map<string, { nonce: string; challenge: string; email: string; subject: string }>();
  const asked: string[] = [];
  const it = { slip: {} as Slip, asked, authorize, metadata: {} as Record<string, unknown> };

  /** What a person does there: answers the query that the browser comes back with. */
  function authorize(url: string, person: { email: string; subject?: string }): string {
    const { searchParams: query } = new URL(url);
    const code = crypto.randomUUID();
    codes.set(code, {
      nonce: query.get("nonce") ?? "",
      challenge: it.slip.challenge ?? query.get("code_challenge") ?? "",
      email: person.email,
      subject: person.subject ?? person.email,
    });
    const back = { code, state: it.slip.state ?? query.get("state") ?? "", iss: it.slip.iss ?? OUTSIDE.issuer };
    return new URLSearchParams(back).toString();
  }

  async function idToken({ nonce, email, subject }: { nonce: string; email: string; subject: string }) {
    const { slip } = it;
    const now = Math.floor(Date.now() / 1000) - (slip.expired ? 7200 : 0);
    const address = slip.addressApart ? {} : { email, email_verified: true };
    const claims = { nonce: slip.nonce ?? nonce, ...address, ...slip.claims };
    if (slip.alg === "none") {
      const text = { ...claims, iss: OUTSIDE.issuer, aud: OUTSIDE.clientId, sub: subject, iat: now, exp: now + 300 };
      return `${base64url.encode('{"alg":"none"}')}.${base64url.encode(JSON.stringify(text))}.`;
    }
    const alg = slip.alg ?? "RS256";
    const key =
      alg === "HS256"
        ? new TextEncoder().encode(OUTSIDE.clientSecret.padEnd(32, "x"))
        : (slip.foreignKey ? foreign : own).privateKey;
    return new SignJWT(claims)
      .setProtectedHeader({ alg, kid: "one" })
      .setIssuer(slip.issuer ?? OUTSIDE.issuer)
      .setAudience(slip.audience ?? OUTSIDE.clientId)
      .setSubject(subject)
      .setIssuedAt(now)
      .setExpirationTime(now + 300)
      .sign(key);
  }

  async function token(request: Request): Promise<Response> {
    const form = await request.formData();
    const given = (name: string) => String(form.get(name));
    const code = codes.get(given("code"));
    codes.delete(given("code"));
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(given("code_verifier")));
    const fits = code?.challenge === base64url.encode(new Uint8Array(digest));
    const basic = new URLSearchParams(
      `c=${atob(request.headers.get("authorization")?.slice(6) ?? "").replace(":", "&s=")}`,
    );
    if (basic.get("c") !== OUTSIDE.clientId || basic.get("s") !== OUTSIDE.clientSecret)
      return Response.json({ error: "invalid_client" }, { status: 401 });
    if (code === undefined || !fits) return Response.json({ error: "invalid_grant" }, { status: 400 });
    addresses.set(code.subject, code.email);
    const answer = { access_token: code.subject, token_type: "Bearer" };
    return Response.json(it.slip.noIdToken ? answer : { ...answer, id_token: await idToken(code) });
  }
  const addresses = new Map<string, string>();

  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    asked.push(request.url);
    switch (request.url) {
      case `${OUTSIDE.issuer}/.well-known/openid-configuration`:
        return Response.json({
          issuer: OUTSIDE.issuer,
          authorization_endpoint: `${OUTSIDE.issuer}/authorize`,
          token_endpoint: `${OUTSIDE.issuer}/token`,
          jwks_uri: `${OUTSIDE.issuer}/jwks`,
          userinfo_endpoint: `${OUTSIDE.issuer}/userinfo`,
          authorization_response_iss_parameter_supported: true,
          ...it.metadata,
        });
      case `${OUTSIDE.issuer}/jwks`:
        return Response.json({ keys: [{ ...(await exportJWK(own.publicKey)), kid: "one", alg: "RS256", use: "sig" }] });
      case `${OUTSIDE.issuer}/token`:
        return token(request);
      case `${OUTSIDE.issuer}/userinfo`: {
        const sub = request.headers.get("authorization")?.replace("Bearer ", "") ?? "";
        return Response.json({ sub, email: addresses.get(sub), email_verified: true });
      }
      default:
        return new Response(null, { status: 599 });
    }
  });
  return it;
}
