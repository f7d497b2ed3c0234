import { useSearchParams } from "@solidjs/router";
import type { AuditFilters } from "../../../schema/contracts/audit.ts";

/** What the address bar narrows the log down to. `from` and `to` are days of this person, both included. */
export const FILTER_NAMES = [
  "text",
  "entity",
  "via",
  "from",
  "to",
  "actor",
  "action",
  "entityId",
  "request",
] as const satisfies readonly (keyof AuditFilters)[];
export type FilterName = (typeof FILTER_NAMES)[number];
export type UrlFilters = Partial<Record<FilterName, string>>;

/** Filters and the open row, kept in the address: a link to what one sees. */
export function useUrlFilters() {
  const [params, setParams] = useSearchParams<Partial<Record<FilterName | "row", string>>>();
  return {
    filters: (): UrlFilters =>
      Object.fromEntries(FILTER_NAMES.flatMap((name) => (params[name] ? [[name, params[name]]] : []))),
    set: (changes: UrlFilters) =>
      setParams(
        {
          ...Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value || undefined])),
          row: undefined,
        },
        { replace: true, scroll: false },
      ),
    clear: () =>
      setParams(Object.fromEntries([...FILTER_NAMES, "row"].map((name) => [name, undefined])), { scroll: false }),
    row: () => params.row,
    open: (id: string | undefined) => setParams({ row: id }, { scroll: false, replace: params.row !== undefined }),
  };
}

/** As the API asks for them. A day that is none is left out. */
export function apiFilters({ from, to, ...rest }: UrlFilters): AuditFilters {
  const [begin, end] = [dayStart(from, 0), dayStart(to, 1)];
  return { ...rest, ...(begin && { from: begin }), ...(end && { to: end }) };
}

/** Midnight of a day ("2026-11-20") where this person is, `after` days later. */
function dayStart(day: string | undefined, after: number): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? "") ?? [];
  if (year === undefined) return undefined;
  return new Date(Number(year), Number(month) - 1, Number(date) + after).toISOString();
}
