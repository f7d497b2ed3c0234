import { z } from "zod";
import { PLANS } from "../plans.ts";
import { Email, line, LinkToken, Timestamp } from "./common.ts";
import { CreatedApiKey } from "./keys.ts";
import { Slug, Tenant } from "./tenants.ts";
import { LoginResponse } from "./users.ts";

/** Digits of the code that is mailed. */
export const SIGN_UP_CODE_DIGITS = 8;

/** Who starts: name, address and the password they choose. */
export const BeginSignUp = z.object({ name: line(120), email: Email, password: z.string().max(512) });
export type BeginSignUp = z.infer<typeof BeginSignUp>;
export const BegunSignUp = z.object({
  message: z.string(),
  signUp: z.string().meta({ description: "Secret of whoever began: the steps that follow name it" }),
  expiresAt: Timestamp,
});
export type BegunSignUp = z.infer<typeof BegunSignUp>;

/** Proves the address by the code that was mailed there. */
export const VerifySignUp = z.object({
  signUp: LinkToken,
  code: z
    .string()
    .max(40)
    .transform((typed) => typed.replaceAll(/[\s-]/g, ""))
    .pipe(z.string().regex(new RegExp(`^\\d{${SIGN_UP_CODE_DIGITS}}$`), `must be ${SIGN_UP_CODE_DIGITS} digits`)),
});
export type VerifySignUp = z.infer<typeof VerifySignUp>;
export const VerifiedSignUp = z.object({ message: z.string(), email: z.string(), expiresAt: Timestamp });
export type VerifiedSignUp = z.infer<typeof VerifiedSignUp>;

/** The account that somebody with a proved address starts: an agency of theirs. */
export const CompleteSignUp = z.object({
  signUp: LinkToken,
  company: line(120),
  slug: Slug,
  plan: z.enum(PLANS).default("starter"),
});
export type CompleteSignUp = z.infer<typeof CompleteSignUp>;
export const CompletedSignUp = LoginResponse.extend({
  tenant: Tenant,
  apiKey: CreatedApiKey.omit({ message: true }),
});
export type CompletedSignUp = z.infer<typeof CompletedSignUp>;
