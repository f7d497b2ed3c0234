import { z } from "zod";
import { Timestamp } from "./common.ts";
import { CurrentPassword } from "./users.ts";

/** Six digits of the authenticator app, or a recovery code. Spaces and hyphens do not count. */
const Code = z.string().trim().min(6, "must be a code").max(40);

/** The second step of signing in: the challenge that the first one answered, and a code. */
export const LoginCode = z.object({ challenge: z.string().min(20).max(2000), code: Code });
export type LoginCode = z.infer<typeof LoginCode>;

/** Whether the person signs in with a code besides the password. */
export const AuthenticatorState = z.object({
  on: z.boolean(),
  since: Timestamp.nullable(),
  recoveryCodesLeft: z.number().int(),
});
export type AuthenticatorState = z.infer<typeof AuthenticatorState>;

export const EnrolAuthenticator = z.object({ currentPassword: CurrentPassword });
/** Shown once: `uri` is what the app reads from a picture, `secret` what one types instead. */
export const EnrolledAuthenticator = z.object({ secret: z.string(), uri: z.string() });
export type EnrolledAuthenticator = z.infer<typeof EnrolledAuthenticator>;

export const ConfirmAuthenticator = z.object({ code: Code });
/** Password and code, both. */
export const ProveBoth = z.object({ currentPassword: CurrentPassword, code: Code });
export type ProveBoth = z.infer<typeof ProveBoth>;

/** Shown once. Each signs in once in place of the app's code. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

/** What an agency asks of whoever acts on it or on its clients, and how many of its people could not show it. */
export const SecondFactorRequirement = z.object({
  required: z.boolean(),
  since: Timestamp.nullable(),
  people: z.number().int().meta({ description: "With a role on the agency or one of its clients" }),
  without: z.number().int().meta({ description: "Of them, who have neither a passkey nor an authenticator app" }),
});
export type SecondFactorRequirement = z.infer<typeof SecondFactorRequirement>;
export const RequireSecondFactor = z.object({ required: z.boolean() });
