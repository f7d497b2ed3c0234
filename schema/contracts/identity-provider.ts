import { z } from "zod";
import { Id, line, Timestamp } from "./common.ts";
import { Slug } from "./tenants.ts";

/** An agency's own provider of sign-ins (OpenID Connect), as its administrators see it. */
export const IdentityProvider = z.object({
  name: z.string().meta({ description: "What people read on the button" }),
  issuer: z.string(),
  clientId: z.string(),
  secretHint: z.string().meta({ description: "What may be shown of the client secret" }),
  enabled: z.boolean(),
  updatedAt: Timestamp,
});
export type IdentityProvider = z.infer<typeof IdentityProvider>;

export const IdentityProviderState = z.object({
  doc: IdentityProvider.nullable(),
  redirectUri: z.string().meta({ description: "What the provider must be told to send people back to" }),
  people: z.number().int().meta({ description: "Who have signed in with it" }),
  builtIn: z
    .object({ issuer: z.string(), clientId: z.string(), clientSecret: z.string() })
    .nullable()
    .meta({ description: "In test mode: a provider to try it with" }),
});
export type IdentityProviderState = z.infer<typeof IdentityProviderState>;

/** The client secret may be left out where there is one, and neither issuer nor client id change. */
export const PutIdentityProvider = z.object({
  name: line(60),
  issuer: z.string().trim().min(1, "must not be empty").max(500),
  clientId: line(255),
  clientSecret: line(1000).optional(),
  enabled: z.boolean().default(true),
});
export type PutIdentityProvider = z.infer<typeof PutIdentityProvider>;

/** An agency is named by its address. */
export const ProviderOf = z.object({ agency: Slug });
export const ProviderOffer = z.object({ agency: z.string(), name: z.string() });
export type ProviderOffer = z.infer<typeof ProviderOffer>;
export const ProviderDoor = z.object({ url: z.string().meta({ description: "Where the browser goes next" }) });

/** What the provider sent the browser back with, as it stands in the address: the agency that its path names, and the query without the question mark. */
export const FinishProviderSignIn = z.object({ agency: Id, query: z.string().min(1).max(8000) });
export type FinishProviderSignIn = z.infer<typeof FinishProviderSignIn>;

/** Who somebody says they are to the built-in provider of test mode, and what it was asked with. */
export const SandboxProviderConsent = z.object({
  clientId: z.string().max(255),
  redirectUri: z.string().max(500),
  state: z.string().max(200),
  nonce: z.string().max(200),
  codeChallenge: z.string().max(200),
  email: z.string().trim().toLowerCase().pipe(z.email("must be an e-mail address")),
  emailVerified: z.boolean().default(true),
  mfa: z.boolean().default(false).meta({ description: "Whether it vouches for more than a password" }),
});
export type SandboxProviderConsent = z.infer<typeof SandboxProviderConsent>;
