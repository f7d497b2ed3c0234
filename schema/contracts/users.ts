import { z } from "zod";
import { ROLE_NAMES, TENANT_TYPES } from "../capabilities.ts";
import { Email, Id, Timestamp } from "./common.ts";

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
