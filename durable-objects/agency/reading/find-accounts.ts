import type { AccountSort, ExportAccounts } from "../../../schema/contracts/accounts.ts";
import { matchText } from "../../kit/match-text.ts";
import { foldText } from "./fold-text.ts";

export type AccountFilters = Omit<ExportAccounts, "sort">;

/** A search that finds more than this is answered in the order of the list, row by row, instead of sorting what it found. */
const SORTED_HITS_MAX = 200;
/** Words of one search that are looked for. */
const WORDS_MAX = 8;

/** What a list holds: how many accounts, and by their numbers here a page of them, in order. */
export interface FoundAccounts {
  total(): number;
  numbers(limit?: number, offset?: number): number[];
}

/** Finds the accounts of a list by an index of its order; of a search by one of parts of three letters, or of how words begin. */
export function findAccounts(
  { sql }: Pick<DurableObjectStorage, "sql">,
  { q = "", sort, ...filters }: ExportAccounts,
): FoundAccounts {
  const conditions = conditionsOf(filters);
  const words = foldText(q)
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, WORDS_MAX);
  if (words.length === 0) return walk(sql, conditions, sort);
  const { index, match, checked } = searchOf(words);
  const hits = sql
    .exec<{ number: number }>(
      `SELECT rowid AS number FROM ${index} WHERE ${index} MATCH ? LIMIT ?`,
      match,
      SORTED_HITS_MAX + 1,
    )
    .toArray()
    .map(({ number }) => number);
  if (hits.length <= SORTED_HITS_MAX) return sortHits(sql, and(conditions, containing(checked)), sort, hits);
  const found = index === "account_parts" ? containing(words) : among(index, match);
  const isWhole = conditions.where.length === 1 && checked.length === 0;
  const count = () =>
    sql.exec<{ total: number }>(`SELECT count(*) AS total FROM ${index} WHERE ${index} MATCH ?`, match).one().total;
  // The index holds what is listed and nothing else: without a filter it can count by itself.
  return { ...walk(sql, and(conditions, found), sort), ...(isWhole ? { total: count } : {}) };
}

/** SQL conditions over the accounts `a`, which all hold, and what they bind. */
export interface Conditions {
  where: string[];
  params: SqlStorageValue[];
}

/** What is listed and as it is asked for. */
export function conditionsOf({ type, agency, status, plan, health }: Omit<AccountFilters, "q">): Conditions {
  const equal = Object.entries({ type, parent: agency, status, plan }).filter(([, value]) => value !== undefined);
  return {
    where: [
      "a.listed = 1",
      ...equal.map(([column]) => `a.${column} = ?`),
      ...(health === undefined ? [] : [health === "broken" ? "a.broken > 0" : "a.broken = 0"]),
    ],
    params: equal.flatMap(([, value]) => (value === undefined ? [] : [value])),
  };
}

function and(one: Conditions, other: Conditions): Conditions {
  return { where: [...one.where, ...other.where], params: [...one.params, ...other.params] };
}

function containing(words: readonly string[]): Conditions {
  return { where: words.map(() => "instr(a.text, ?) > 0"), params: [...words] };
}

function among(index: string, match: string): Conditions {
  return { where: [`+a.number IN (SELECT rowid FROM ${index} WHERE ${index} MATCH ?)`], params: [match] };
}

/** In the order of an index, as far as is asked. */
function walk(sql: SqlStorage, { where, params }: Conditions, sort: ExportAccounts["sort"]): FoundAccounts {
  const from = `accounts a WHERE ${where.join(" AND ")}`;
  return {
    total: () => sql.exec<{ total: number }>(`SELECT count(*) AS total FROM ${from}`, ...params).one().total,
    numbers: (limit = -1, offset = 0) =>
      sql
        .exec<{ number: number }>(
          `SELECT a.number FROM ${from} ORDER BY ${accountOrder(sort)} LIMIT ? OFFSET ?`,
          ...params,
          limit,
          offset,
        )
        .toArray()
        .map(({ number }) => number),
  };
}

/** What a search found, less what the filters do not want, sorted once: that counts it too. */
function sortHits(
  sql: SqlStorage,
  { where, params }: Conditions,
  sort: ExportAccounts["sort"],
  hits: readonly number[],
): FoundAccounts {
  const sorted = sql
    .exec<{ number: number }>(
      `SELECT a.number FROM json_each(?) f CROSS JOIN accounts a ON a.number = f.value
       WHERE ${where.join(" AND ")} ORDER BY ${accountOrder(sort)}`,
      JSON.stringify(hits),
      ...params,
    )
    .toArray()
    .map(({ number }) => number);
  return {
    total: () => sorted.length,
    numbers: (limit = sorted.length, offset = 0) => sorted.slice(offset, offset + limit),
  };
}

/** Words of three letters and more are found anywhere, shorter ones where a word begins if there is no longer one beside them. */
function searchOf(words: readonly string[]): { index: string; match: string; checked: readonly string[] } {
  const parts = matchText(words);
  if (parts !== undefined) return { index: "account_parts", match: parts.match, checked: parts.short };
  const begins = words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(" AND ");
  return { index: "account_words", match: begins, checked: [] };
}

const COLUMNS: Record<AccountSort, { column: string; down: boolean }> = {
  name: { column: "name_key", down: false },
  status: { column: "status", down: false },
  plan: { column: "plan", down: false },
  createdAt: { column: "created_at", down: true },
  clients: { column: "clients", down: true },
  contacts: { column: "contacts", down: true },
  messages: { column: "messages", down: true },
  unread: { column: "unread", down: true },
  broken: { column: "broken", down: true },
  lastActivityAt: { column: "last_activity_at", down: true },
};

/** SQL that orders the accounts `a` as an index does, forwards or backwards: what is equal goes by name. */
export function accountOrder(sort: ExportAccounts["sort"]): string {
  const wantsDown = sort.startsWith("-");
  const { column, down } = COLUMNS[(wantsDown ? sort.slice(1) : sort) as AccountSort];
  const direction = wantsDown ? "DESC" : "ASC";
  const ties = wantsDown === down ? "ASC" : "DESC";
  if (column === "name_key") return `a.name_key ${direction}, a.number ${direction}`;
  return `a.${column} ${direction}, a.name_key ${ties}, a.number ${ties}`;
}
