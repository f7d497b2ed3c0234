import { useSearchParams } from "@solidjs/router";
import { ACCOUNT_SORTS, type ListAccounts } from "../../../schema/contracts/accounts.ts";
import { TENANT_STATUSES } from "../../../schema/contracts/users.ts";
import { PLANS } from "../../../schema/plans.ts";
import type { AccountFilters } from "./account-rows.ts";

export type Kind = "agency" | "subaccount";

/** What the address bar says of the list: a link to what one sees, and the way back to it. */
export function useClientsUrl(isPlatform: boolean) {
  const [params, setParams] = useSearchParams<Partial<Record<(typeof NAMES)[number], string>>>();
  const kind = (): Kind => (isPlatform && params.show !== "clients" ? "agency" : "subaccount");
  return {
    kind,
    deleted: () => params.deleted === "true",
    search: () => params.q ?? "",
    filters: (): AccountFilters => ({
      type: kind(),
      q: params.q || undefined,
      agency: kind() === "subaccount" ? params.agency : undefined,
      status: oneOf(TENANT_STATUSES, params.status),
      plan: oneOf(PLANS, params.plan),
      health: oneOf(["broken", "sound"], params.health),
      sort: oneOf(SORTS, params.sort) ?? "name",
    }),
    isNarrowed: () => NARROWING.some((name) => params[name] !== undefined),
    set: (changes: Partial<Record<(typeof NAMES)[number], string>>) =>
      setParams(Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value || undefined])), {
        replace: true,
        scroll: false,
      }),
    clear: () => setParams(Object.fromEntries(NARROWING.map((name) => [name, undefined])), { scroll: false }),
  };
}
export type ClientsUrl = ReturnType<typeof useClientsUrl>;

const NARROWING = ["q", "agency", "status", "plan", "health"] as const;
const NAMES = [...NARROWING, "show", "deleted", "sort"] as const;
const SORTS = ACCOUNT_SORTS.flatMap((sort): ListAccounts["sort"][] => [sort, `-${sort}`]);

function oneOf<T extends string>(known: readonly T[], given: string | undefined): T | undefined {
  return known.find((one) => one === given);
}
