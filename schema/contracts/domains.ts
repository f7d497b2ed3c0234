import { z } from "zod";
import { ROLE_NAMES } from "../capabilities.ts";
import { DOMAIN_STATUSES, DOMAIN_USES } from "../domain-limits.ts";
import { Email, Id, Timestamp } from "./common.ts";

/** A domain as DNS knows it: letters beyond ASCII become what stands for them there. */
export const DomainName = z
  .string()
  .trim()
  .max(253, "must be at most 253 characters")
  .overwrite(asciiDomain)
  .regex(
    /^(?=.{3,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/,
    "must be a domain such as crm.example.com",
  );

function asciiDomain(given: string): string {
  const plain = given.toLowerCase().replace(/\.$/, "");
  // What an address may hold besides a domain is no part of one.
  if (/[/:@?#\\\s%]/.test(plain)) return plain;
  return URL.parse(`http://${plain}`)?.hostname ?? plain;
}

export const Domain = z.object({
  id: Id,
  use: z.enum(DOMAIN_USES).meta({ description: "`site`: reached there. `email`: whose people may join" }),
  domain: z.string(),
  status: z.enum(DOMAIN_STATUSES),
  reason: z.string().nullable().meta({ description: "Why the last look did not find the proof" }),
  record: z
    .object({ name: z.string(), type: z.literal("TXT"), value: z.string() })
    .meta({ description: "What proves the domain, once it stands in its DNS" }),
  url: z.string().nullable().meta({ description: "Of a verified site" }),
  join: z
    .object({ role: z.enum(ROLE_NAMES), by: z.string() })
    .nullable()
    .meta({ description: "Of an e-mail domain: the role of those who join by it, and who decided so" }),
  checkedAt: Timestamp.nullable(),
  nextCheckAt: Timestamp.nullable(),
  verifiedAt: Timestamp.nullable(),
  createdAt: Timestamp,
});
export type Domain = z.infer<typeof Domain>;

/** The account's address under the installation, where a domain of its own must point, and its domains. */
export const DomainList = z.object({
  address: z.string().meta({ description: "Where the account is reached in any case" }),
  target: z.string().meta({ description: "The host that a site's DNS must lead to" }),
  docs: z.array(Domain),
});
export type DomainList = z.infer<typeof DomainList>;

export const AddDomain = z.object({ use: z.enum(DOMAIN_USES), domain: DomainName });
export type AddDomain = z.infer<typeof AddDomain>;

/** Null: nobody joins by it. */
export const DecideJoin = z.object({ joinRole: z.enum(ROLE_NAMES).nullable() });
export type DecideJoin = z.infer<typeof DecideJoin>;

/** Asks for a link to join the account that proved the domain of one's address. The answer is the same whether there is one. */
export const AskToJoin = z.object({ email: Email });
export const OpenJoin = z.object({ ticket: z.string().min(20).max(1_000) });
export const OpenedJoin = z.object({ invitation: z.string() });
