import { z } from "zod";
import { PLANS } from "../plans.ts";
import { Id, pageOf, Timestamp } from "./common.ts";
import { Tenant } from "./tenants.ts";
import { TENANT_STATUSES } from "./users.ts";

/** How an account does, as its own object last told; of an agency, the sum of its clients. */
export const AccountFigures = z.object({
  clients: z.number().int().meta({ description: "Below an agency" }),
  contacts: z.number().int(),
  messages: z.number().int(),
  unread: z.number().int().meta({ description: "Messages nobody has read" }),
  broken: z.number().int().meta({ description: "Modules that do not work" }),
  lastActivityAt: Timestamp.nullable().meta({ description: "When a message last came or went" }),
});
export type AccountFigures = z.infer<typeof AccountFigures>;

/** One account of a roll-up. */
export const AccountLine = Tenant.omit({ deletedAt: true }).extend({
  parentName: z.string().nullable().meta({ description: "The agency of a client, where the platform lists it" }),
  figures: AccountFigures.nullable().meta({ description: "Null to whoever may not see all conversations there" }),
});
export type AccountLine = z.infer<typeof AccountLine>;
export const AccountLinePage = pageOf(AccountLine);

/** What a roll-up can be sorted by. With `-` in front, downwards. */
export const ACCOUNT_SORTS = [
  "name",
  "status",
  "plan",
  "createdAt",
  "clients",
  "contacts",
  "messages",
  "unread",
  "broken",
  "lastActivityAt",
] as const;
export type AccountSort = (typeof ACCOUNT_SORTS)[number];

export const ACCOUNTS_PAGE_MAX = 200;

const Filters = z.object({
  q: z.string().trim().max(120).optional().meta({
    description: "Every word is part of the name or the address; one of one or two letters begins a word of them",
  }),
  type: z.enum(["agency", "subaccount"]).optional(),
  agency: Id.optional().meta({ description: "Clients of this agency, where the platform asks" }),
  status: z.enum(TENANT_STATUSES).optional(),
  plan: z.enum(PLANS).optional(),
  health: z.enum(["broken", "sound"]).optional().meta({ description: "Whether a module does not work" }),
  sort: z
    .enum(ACCOUNT_SORTS.flatMap((sort) => [sort, `-${sort}`] as const) as [AccountSort | `-${AccountSort}`])
    .default("name"),
});

/** Accounts below the active one, with how they do. */
export const ListAccounts = Filters.extend({
  limit: z.coerce.number().int().min(1).max(ACCOUNTS_PAGE_MAX).default(50),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type ListAccounts = z.infer<typeof ListAccounts>;

/** The same, all of them, as a file. */
export const ExportAccounts = Filters;
export type ExportAccounts = z.infer<typeof ExportAccounts>;

export const BADGES_MAX = 60;

/** Ids with commas between them. */
export const AskBadges = z.object({
  ids: z
    .string()
    .max(BADGES_MAX * 64)
    .transform((text) => [...new Set(text.split(",").filter((id) => id !== ""))])
    .pipe(z.array(Id).max(BADGES_MAX)),
});
export type AskBadges = z.infer<typeof AskBadges>;

/** What is shown beside an account's name wherever it can be chosen. */
export const AccountBadge = AccountFigures.pick({ unread: true, broken: true }).extend({ id: Id });
export type AccountBadge = z.infer<typeof AccountBadge>;
export const AccountBadges = z.object({ docs: z.array(AccountBadge) });
export type AccountBadges = z.infer<typeof AccountBadges>;

export const LiveAccounts = z.object({
  tenant: z.string().max(64).optional().meta({ description: "The account whose neighbours to hear of" }),
});

/** Fill a roll-up anew from what the accounts hold: one agency's, or all there are. */
export const RebuildRollUps = z.object({ agency: Id.optional() });
export type RebuildRollUps = z.infer<typeof RebuildRollUps>;

export const Rebuilding = z.object({
  waiting: z.number().int().meta({ description: "Accounts that have yet to be told of" }),
});
export type Rebuilding = z.infer<typeof Rebuilding>;
