import type { Tenant } from "../../schema/contracts/tenants.ts";
import { remembered } from "./remembered.ts";

export type RecentAccount = Pick<Tenant, "id" | "type" | "name">;

const KEPT = 6;

const isRecent = (value: unknown): value is RecentAccount[] =>
  Array.isArray(value) &&
  value.every(
    (entry: unknown) =>
      typeof entry === "object" && entry !== null && "id" in entry && "type" in entry && "name" in entry,
  );

const [recents, setRecents] = remembered<RecentAccount[]>("recent-accounts", [], isRecent);

/** Accounts opened in this browser, newest first. */
export const recentAccounts = recents;

export function rememberAccount({ id, type, name }: RecentAccount): void {
  setRecents((known) => [{ id, type, name }, ...known.filter((entry) => entry.id !== id)].slice(0, KEPT));
}

/** After a sign-out: the next person must not see them. */
export function forgetAccounts(): void {
  setRecents([]);
}
