import { SignJWT } from "jose";
import type { SandboxProviderConsent } from "../../../../schema/contracts/identity-provider.ts";
import { TrellisError } from "../../../../schema/errors.ts";
import { spendTicketNow } from "../../../directory/spent-tickets.ts";
import type { Env } from "../../../env.ts";
import { sessionKey } from "../../../middleware/session-token.ts";
import { hashKey } from "../../keys/hash-key.ts";
import { readTicket, signTicket } from "../../tickets/signed-ticket.ts";

/** What an agency connects the built-in provider with. */
export const BUILT_IN_CLIENT = { clientId: "trellis", clientSecret: "sandbox-client-secret" } as const;
const TOKEN_SECONDS = 5 * 60;

/** The issuer of the built-in provider, where the installation offers test mode. It lets anybody be anyone: that is what it is for. */
export function builtInIssuer(env: Env, origin: string): string | undefined {
  return env.TRELLIS_SANDBOX === "1" ? `${origin}/api/sandbox/oidc` : undefined;
}

/**
 * Where an agency's provider sends people back to: each to an address of its own. A provider that led somebody on to another one would else be
 * handed the code that the other gave (RFC 9700, 2.1: mix-up).
 */
export function redirectUriOf(origin: string, agencyId: string): string {
  return `${origin}/sign-in/provider/${agencyId}`;
}

/** A request to the built-in provider that no person makes: what it says of itself, its keys, and a code's exchange. */
export async function answerBuiltIn(env: Env, origin: string, request: Request): Promise<Response> {
  const issuer = issuerOrNothing(env, origin);
  const path = new URL(request.url).pathname.slice(new URL(issuer).pathname.length);
  if (path === "/.well-known/openid-configuration") return Response.json(metadata(origin, issuer));
  if (path === "/jwks") return Response.json({ keys: [(await keyPair(env)).publicJwk] });
  if (path === "/token") return exchange(env, issuer, request);
  throw new TrellisError("not_found");
}

/** Where the browser goes once somebody said who they are. Throws `invalid` for a client that is not ours. */
export async function consentBuiltIn(
  env: Env,
  origin: string,
  { clientId, redirectUri, state, ...said }: SandboxProviderConsent,
  now: number,
): Promise<string> {
  const issuer = issuerOrNothing(env, origin);
  if (clientId !== BUILT_IN_CLIENT.clientId)
    throw new TrellisError("invalid", { field: "clientId", message: "No such client." });
  const agencyId = /^[0-9a-z_]+$/.exec(redirectUri.slice(redirectUriOf(origin, "").length))?.[0];
  if (agencyId === undefined || redirectUri !== redirectUriOf(origin, agencyId))
    throw new TrellisError("invalid", { field: "redirectUri", message: "That is not where this client's people go." });
  const claims = {
    nonce: said.nonce,
    challenge: said.codeChallenge,
    email: said.email,
    verified: String(said.emailVerified),
    mfa: String(said.mfa),
  };
  const { ticket: code } = await signTicket(env, "sandbox-code", claims, now);
  return `${redirectUri}?${new URLSearchParams({ code, state, iss: issuer })}`;
}

function issuerOrNothing(env: Env, origin: string): string {
  const issuer = builtInIssuer(env, origin);
  if (issuer === undefined) throw new TrellisError("not_found");
  return issuer;
}

function metadata(origin: string, issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${origin}/sandbox/oidc`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["Ed25519"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic"],
    authorization_response_iss_parameter_supported: true,
  };
}

async function exchange(env: Env, issuer: string, request: Request): Promise<Response> {
  const { clientId, clientSecret } = BUILT_IN_CLIENT;
  if (!isClient(request.headers.get("authorization"), `${clientId}:${clientSecret}`))
    return Response.json({ error: "invalid_client" }, { status: 401 });
  const form = await request.formData();
  const given = (name: string) => String(form.get(name));
  const now = Date.now();
  const code = await readTicket(env, "sandbox-code", given("code"), now);
  const challenge = await hashKey(given("code_verifier"));
  if (code === undefined || code.claims["challenge"] !== challenge || !(await spendTicketNow(env, code)))
    return Response.json({ error: "invalid_grant" }, { status: 400 });
  const { email = "", nonce, verified, mfa } = code.claims;
  const idToken = await new SignJWT({
    nonce,
    email,
    email_verified: verified === "true",
    amr: mfa === "true" ? ["pwd", "mfa"] : ["pwd"],
  })
    .setProtectedHeader({ alg: "Ed25519", kid: "sandbox" })
    .setIssuer(issuer)
    .setAudience(clientId)
    .setSubject(await hashKey(email))
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.floor(now / 1000) + TOKEN_SECONDS)
    .sign((await keyPair(env)).privateKey);
  return Response.json({ access_token: "sandbox", token_type: "Bearer", expires_in: TOKEN_SECONDS, id_token: idToken });
}

/** Whether a header names the client by its id and secret, each written as in a form before they are joined. RFC 6749, 2.3.1. */
function isClient(header: string | null, wanted: string): boolean {
  const [, basic = ""] = /^Basic ([\w+/]+=*)$/.exec(header ?? "") ?? [];
  try {
    return atob(basic).split(":").map(decodeURIComponent).join(":") === wanted;
  } catch {
    return false;
  }
}

/** The beginning of every Ed25519 key in PKCS #8; the key's 32 bytes follow. RFC 8410. */
const PKCS8 = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/** The same key in every isolate and after every start: drawn from the secret that signs sessions, which it tells nothing of. */
async function keyPair(env: Env) {
  const secret = await crypto.subtle.importKey("raw", sessionKey(env), { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  const seed = await crypto.subtle.sign("HMAC", secret, new TextEncoder().encode("sandbox-oidc"));
  const pkcs8 = new Uint8Array([...PKCS8, ...new Uint8Array(seed)]);
  const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", true, ["sign"]);
  const { x } = (await crypto.subtle.exportKey("jwk", privateKey)) as { x?: string };
  return { privateKey, publicJwk: { kty: "OKP", crv: "Ed25519", x, kid: "sandbox", use: "sig" } };
}
