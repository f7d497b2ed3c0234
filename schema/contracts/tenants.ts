import { z } from "zod";
import { CAPABILITIES, ROLE_NAMES, TENANT_TYPES } from "../capabilities.ts";
import { PLANS } from "../plans.ts";
import { SLUG_PATTERN } from "../slug-from-name.ts";
import { STANDINGS } from "../standing.ts";
import { Brand } from "./branding.ts";
import { Id, line, pageOf, Timestamp } from "./common.ts";
import { LimitUse } from "./plans.ts";
import { TENANT_STATUSES } from "./users.ts";

export const Slug = z
  .string()
  .trim()
  .toLowerCase()
  .regex(SLUG_PATTERN, "must be 3 to 40 lower-case letters, digits or inner hyphens");

export const Tenant = z.object({
  id: Id,
  type: z.enum(TENANT_TYPES),
  parent: z.string().nullable(),
  name: z.string(),
  slug: z.string(),
  status: z.enum(TENANT_STATUSES),
  plan: z.enum(PLANS),
  trialEndsAt: Timestamp.optional().meta({ description: "Only while it is tried: from then on it can only be read" }),
  createdAt: Timestamp,
  deletedAt: Timestamp.optional().meta({ description: "Only on what is deleted" }),
});
export type Tenant = z.infer<typeof Tenant>;

/** `parent` defaults to the active tenant. A platform holds agencies, an agency holds sub-accounts. */
export const CreateTenant = z.object({
  type: z.enum(["agency", "subaccount"]),
  parent: Id.optional(),
  name: line(120),
  slug: Slug,
});
export type CreateTenant = z.infer<typeof CreateTenant>;

export const UpdateTenant = z.object({ name: line(120).optional(), slug: Slug.optional() });
export type UpdateTenant = z.infer<typeof UpdateTenant>;

/** `q` searches name and slug; `type` and `parent` narrow. Only tenants the caller's grants reach. */
export const ListTenants = z.object({
  q: z.string().trim().max(120).optional(),
  type: z.enum(TENANT_TYPES).optional(),
  parent: Id.optional(),
  deleted: z
    .literal("true")
    .optional()
    .meta({ description: "Those that are deleted, in place of those that are there" }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export type ListTenants = z.infer<typeof ListTenants>;
export const TenantPage = pageOf(Tenant);

/** One tenant as the caller stands to it: the way up for the breadcrumb, their role and what it allows there. */
export const TenantAccess = z.object({
  tenant: Tenant,
  standing: z.object({
    status: z.enum(STANDINGS),
    by: z.enum(["account", "agency"]).nullable().meta({ description: "Whose status stops it; null while it lives" }),
    reason: z.string().nullable().meta({ description: "Why, in the words of whoever stopped the account itself" }),
    since: Timestamp.nullable(),
  }),
  path: z.array(Tenant.pick({ id: true, type: true, name: true, slug: true })).meta({
    description: "Platform > agency > sub-account, as far up as the caller may see, ending with the tenant itself",
  }),
  limits: z.array(LimitUse).meta({ description: "Limits of the plan that come near or are reached" }),
  role: z.enum(ROLE_NAMES).nullable().meta({ description: "Null for an API key" }),
  capabilities: z.array(z.enum(CAPABILITIES)),
  brand: Brand,
});
export type TenantAccess = z.infer<typeof TenantAccess>;

/** Why an account is suspended or cancelled: its people read it. */
export const StopTenant = z.object({ reason: line(500) });
export type StopTenant = z.infer<typeof StopTenant>;

export const MoveTenant = z.object({ agency: Id.meta({ description: "The agency it shall stand under" }) });
export type MoveTenant = z.infer<typeof MoveTenant>;

/** The account's address, typed out: erasing cannot be undone. */
export const PurgeTenant = z.object({ confirm: z.string().max(60) });
export type PurgeTenant = z.infer<typeof PurgeTenant>;

/** Whom and what an act on an account concerns. */
export const Affected = z.object({
  people: z.number().int().meta({ description: "With a role on the account itself" }),
  clients: z.number().int().meta({ description: "Accounts below an agency" }),
  integrations: z.number().int(),
  homeless: z.number().int().meta({ description: "People with no other account, who are erased with it" }),
});
export type Affected = z.infer<typeof Affected>;

/** Whether an address can still be had. */
export const SlugAvailability = z.object({
  slug: z.string(),
  available: z.boolean(),
  address: z.string().nullable().meta({ description: "Where browsers would find it; null for what has no valid form" }),
  suggestions: z
    .array(z.string())
    .meta({ description: "Like it, and to be had: at most three, for one that is taken" }),
});
export type SlugAvailability = z.infer<typeof SlugAvailability>;
