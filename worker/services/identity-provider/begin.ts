import { calculatePKCECodeChallenge, generateRandomCodeVerifier, generateRandomNonce } from "oauth4webapi";
import { signInGuard } from "../../../durable-objects/stubs.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Acting } from "../account/acting.ts";
import { redirectUriOf } from "../sandbox/oidc/built-in.ts";
import { signTicket } from "../tickets/signed-ticket.ts";
import { networkOf } from "../users/network-of.ts";
import { discover } from "./discover.ts";
import { offeredBySlug } from "./offered.ts";

/** Somebody may have to find their phone, at their provider. */
export const PROVIDER_SIGN_IN_SECONDS = 15 * 60;
/** Sign-ins that one network may begin in a quarter of an hour: each asks a provider something. */
const BEGUN_PER_NETWORK = 100;

/**
 * Where the browser goes to sign in with an agency's own provider, and the ticket that this very browser must come back with: it holds what proves
 * that the answer is to this question (state, nonce) and that it is redeemed by who asked (PKCE). Throws `not_found`, `too_many`, `unavailable`.
 */
export async function beginProviderSignIn(acting: Acting, slug: string): Promise<{ url: string; ticket: string }> {
  const { env, ip, now, pageOrigin: origin } = acting;
  if (ip !== null) {
    const admitted = await signInGuard(env, `provider-from:${networkOf(ip)}`).admit(BEGUN_PER_NETWORK);
    if (admitted.outcome === "too_many")
      throw new TrellisError("too_many", { retryAfterSeconds: admitted.retryAfterSeconds });
  }
  const { agency, provider } = await offeredBySlug(env, slug);
  const found = await discover(env, origin, provider.issuer).catch(() => {
    throw new TrellisError("unavailable", {
      message: `${provider.name} cannot be reached. Try again, or use your password.`,
    });
  });
  const verifier = generateRandomCodeVerifier();
  const nonce = generateRandomNonce();
  const claims = { agency: agency.id, nonce, verifier };
  const { id: state, ticket } = await signTicket(env, "provider-sign-in", claims, now, PROVIDER_SIGN_IN_SECONDS);
  const url = new URL(found.authorization_endpoint);
  const asked = {
    client_id: provider.clientId,
    redirect_uri: redirectUriOf(origin, agency.id),
    response_type: "code",
    scope: "openid email profile",
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return { url: url.href, ticket };
}
