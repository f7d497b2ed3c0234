import {
  authorizationCodeGrantRequest,
  type Client,
  ClientSecretBasic,
  ClientSecretPost,
  getValidatedIdTokenClaims,
  processAuthorizationCodeResponse,
  processUserInfoResponse,
  userInfoRequest,
  validateApplicationLevelSignature,
  validateAuthResponse,
} from "oauth4webapi";
import { z } from "zod";
import type { IdentityProviderRow } from "../../../schema/control-plane/index.ts";
import type { Env } from "../../env.ts";
import { redirectUriOf } from "../sandbox/oidc/built-in.ts";
import { discover, howToAsk, type Provider } from "./discover.ts";
import { openClientSecret } from "./secret.ts";

/** Whom the provider names. */
export interface Named {
  /** The provider's own name for the account: never another's, whatever happens to addresses. */
  subject: string;
  /** Lower-cased. Absent where the provider does not say that it is proved. */
  verifiedEmail?: string;
  /** Whether it vouches for more than a password (RFC 8176). */
  secondFactor: boolean;
}

/** What this browser asked with. */
export interface Asked {
  state: string;
  nonce: string;
  verifier: string;
}

/**
 * Redeems what the provider sent the browser back with. Issuer, audience, signature, time, nonce, state and PKCE are all checked. Throws an
 * Error of oauth4webapi for whatever is not right.
 */
export async function askWho(
  env: Env,
  { origin, provider, query, asked }: { origin: string; provider: IdentityProviderRow; query: string; asked: Asked },
): Promise<Named> {
  const server = await discover(env, origin, provider.issuer);
  const client: Client = { client_id: provider.clientId };
  const how = howToAsk(env, origin, provider.issuer);
  const parameters = validateAuthResponse(server, client, new URLSearchParams(query), asked.state);
  const proof = clientProof(server, await openClientSecret(env, provider));
  const answer = await authorizationCodeGrantRequest(
    server,
    client,
    proof,
    parameters,
    redirectUriOf(origin, provider.tenantId),
    asked.verifier,
    how,
  );
  const tokens = await processAuthorizationCodeResponse(server, client, answer, {
    expectedNonce: asked.nonce,
    requireIdToken: true,
  });
  await validateApplicationLevelSignature(server, answer, how);
  const claims = getValidatedIdTokenClaims(tokens);
  if (claims === undefined) throw new Error("no id token");
  const said = Who.parse(claims);
  const more =
    said.email === undefined && server.userinfo_endpoint !== undefined
      ? Who.parse(
          await processUserInfoResponse(
            server,
            client,
            claims.sub,
            await userInfoRequest(server, client, tokens.access_token, how),
          ),
        )
      : said;
  return {
    subject: claims.sub,
    ...(more.email !== undefined && more.email_verified === true ? { verifiedEmail: more.email } : {}),
    secondFactor: said.amr.includes("mfa"),
  };
}

/** Some providers write booleans as words. */
const Who = z.object({
  email: z.string().trim().toLowerCase().max(254).optional(),
  email_verified: z
    .union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")])
    .optional()
    .catch(undefined),
  amr: z.array(z.string()).catch([]),
});

function clientProof({ token_endpoint_auth_methods_supported: methods }: Provider, secret: string) {
  const post =
    methods !== undefined && !methods.includes("client_secret_basic") && methods.includes("client_secret_post");
  return post ? ClientSecretPost(secret) : ClientSecretBasic(secret);
}
