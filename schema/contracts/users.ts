import { z } from "zod";
import { ROLE_NAMES, TENANT_TYPES } from "../capabilities.ts";
import { Email, Id, line, LinkToken, Timestamp } from "./common.ts";

export const LoginRequest = z.object({ email: Email, password: z.string().min(1).max(512) });
export type LoginRequest = z.infer<typeof LoginRequest>;

export const User = z.object({ id: Id, email: z.string(), name: z.string() });
export type User = z.infer<typeof User>;

/** `exp` is seconds since the epoch, as in the token. */
export const LoginResponse = z.object({
  message: z.string().optional(),
  token: z.string(),
  exp: z.number().int(),
  user: User,
});
export type LoginResponse = z.infer<typeof LoginResponse>;

/** The new token under both of its names: Payload's clients read `refreshedToken`. */
export const RefreshResponse = LoginResponse.extend({ refreshedToken: z.string() });
export type RefreshResponse = z.infer<typeof RefreshResponse>;

export const TENANT_STATUSES = ["trial", "active", "suspended", "cancelled"] as const;
export type TenantStatus = (typeof TENANT_STATUSES)[number];

/** A tenant the caller holds a grant on, with the role of that grant. Descendants are found by GET /api/tenants. */
export const MyTenant = z.object({
  id: Id,
  type: z.enum(TENANT_TYPES),
  name: z.string(),
  slug: z.string(),
  parent: z.string().nullable(),
  role: z.enum(ROLE_NAMES),
  status: z.enum(TENANT_STATUSES),
});
export type MyTenant = z.infer<typeof MyTenant>;

/** `sandbox` says whether this installation offers test-mode channels; `exp` (seconds since the epoch) when the token ends. */
export const MeResponse = z.object({
  user: User.extend({ homeTenant: Id }),
  tenants: z.array(MyTenant),
  sandbox: z.boolean(),
  exp: z.number().int().optional(),
});
export type MeResponse = z.infer<typeof MeResponse>;

/** Who is signed in, if anybody is: nobody being so is an answer, not a refusal. */
export const VisitorResponse = z.object({ visitor: MeResponse.nullable() });
export type VisitorResponse = z.infer<typeof VisitorResponse>;

/** Asks for a link to choose a new password. The answer is the same whether anybody has the address. */
export const ForgotPassword = z.object({ email: Email });
export const ResetPassword = z.object({ token: LinkToken, password: z.string().max(512) });
export type ResetPassword = z.infer<typeof ResetPassword>;
export const VerifyEmail = z.object({ token: LinkToken });
export const VerifiedEmail = z.object({ message: z.string(), email: z.string() });

/** The caller's own person. `pendingEmail`: an address they asked to change to and have not proved yet. */
export const Profile = z.object({
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  pendingEmail: z.string().nullable(),
});
export type Profile = z.infer<typeof Profile>;
export const UpdateProfile = z.object({ name: line(120) });
export type UpdateProfile = z.infer<typeof UpdateProfile>;
/** Asked for again where a screen left open must not be enough. */
export const CurrentPassword = z.string().min(1, "must not be empty").max(512);
export const ChangePassword = z.object({ currentPassword: CurrentPassword, password: z.string().max(512) });
export type ChangePassword = z.infer<typeof ChangePassword>;
export const ChangeEmail = z.object({ email: Email, currentPassword: CurrentPassword });
export type ChangeEmail = z.infer<typeof ChangeEmail>;

export const Session = z.object({
  id: Id,
  current: z.boolean(),
  userAgent: z.string().nullable(),
  ip: z.string().nullable(),
  createdAt: Timestamp,
  lastSeenAt: Timestamp,
  expiresAt: Timestamp,
});
export type Session = z.infer<typeof Session>;
export const SessionList = z.object({ docs: z.array(Session) });
