import type { Role, TenantType } from "./capabilities.ts";

/** What a proved domain is for: people reach the account there, or people with an address of it may join the account. */
export const DOMAIN_USES = ["site", "email"] as const;
export type DomainUse = (typeof DOMAIN_USES)[number];

/** `pending`: proof was not found yet. `verified`: found. `failed`: not found for too long; it counts for nothing until it is found. */
export const DOMAIN_STATUSES = ["pending", "verified", "failed"] as const;
export type DomainStatus = (typeof DOMAIN_STATUSES)[number];

/** Domains of one account, of either use. */
export const DOMAINS_MAX = 20;

/** Roles that people may join with by the domain of their address alone: never more than a member. */
export const JOIN_ROLES = {
  platform: [],
  agency: ["agency_member"],
  subaccount: ["subaccount_viewer", "subaccount_member"],
} as const satisfies Record<TenantType, readonly Role[]>;

/** What stands before a domain in the name of the record that proves it. */
export const PROOF_PREFIX = "_trellis.";
