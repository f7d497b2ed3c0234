import type { TenantType } from "../../schema/capabilities.ts";
import type { Tenant } from "../../schema/contracts/tenants.ts";
import type { MyTenant } from "../../schema/contracts/users.ts";
import { listAccounts } from "../rest/accounts.ts";
import { learnFrom } from "../stores/account-badges.ts";

export type FoundAccount = Pick<Tenant, "id" | "type" | "name">;

/** What a menu of the breadcrumb lists before anything is typed: accounts of a type under a parent, or those the person was given. */
export type Level = { granted: true } | { granted: false; type: TenantType; parent: string };

const SHOWN = 30;

/** The accounts of one level by name, and how many there are in all. */
export async function accountsOfLevel(
  level: Level,
  granted: readonly MyTenant[],
  signal: AbortSignal,
): Promise<{ docs: FoundAccount[]; total: number }> {
  if (level.granted) return { docs: [...granted], total: granted.length };
  const { type } = level;
  if (type === "platform") return { docs: [], total: 0 };
  const page = await listAccounts({ type, limit: SHOWN }, level.parent, signal);
  learnFrom(page.docs);
  return { docs: page.docs, total: page.totalDocs };
}

/** Every account the person can reach whose name or slug holds every word of the text: those given to them, and those below them by the server. */
export async function searchAccounts(
  text: string,
  granted: readonly MyTenant[],
  signal: AbortSignal,
): Promise<{ docs: FoundAccount[]; total: number }> {
  const words = text.toLowerCase().split(/\s+/);
  const own = granted.filter(({ name, slug }) =>
    words.every((word) => name.toLowerCase().includes(word) || slug.includes(word)),
  );
  const pages = await Promise.all(tops(granted).map(({ id }) => listAccounts({ q: text, limit: SHOWN }, id, signal)));
  for (const { docs } of pages) learnFrom(docs);
  const byId = new Map<string, FoundAccount>(
    [...own, ...pages.flatMap(({ docs }) => docs)].map((account) => [account.id, account]),
  );
  return {
    docs: [...byId.values()].slice(0, SHOWN),
    total: Math.max(
      byId.size,
      pages.reduce((sum, { totalDocs }) => sum + totalDocs, 0),
    ),
  };
}

/** Where a search must start to reach everything: the platform alone when it was given, else every agency. */
function tops(granted: readonly MyTenant[]): readonly MyTenant[] {
  const platforms = granted.filter(({ type }) => type === "platform");
  return platforms.length > 0 ? platforms : granted.filter(({ type }) => type === "agency");
}
