import type { AccountSort, ExportAccounts } from "../../../schema/contracts/accounts.ts";
import { matchText } from "../../sub-account/search/match-text.ts";
import { foldText } from "./fold-text.ts";

export type AccountFilters = Omit<ExportAccounts, "sort">;

/** Rows to read, as SQL over the accounts `a`: what stands after FROM, and the values it binds. */
export interface Selection {
  from: string;
  params: SqlStorageValue[];
}

/** A search that finds more than this is answered in the order of the list, row by row, instead of sorting what it found. */
const SORTED_HITS_MAX = 1_000;
/** Words of one search that are looked for. */
const WORDS_MAX = 8;

/** What a list holds: its filters, and its search by an index of parts of three letters, or of how words begin. */
export function selectAccounts({ sql }: DurableObjectStorage, filters: AccountFilters): Selection {
  const { type, agency, status, plan, health } = filters;
  const where: string[] = ["a.listed = 1"];
  const params: SqlStorageValue[] = [];
  const equals = (column: string, value: string | undefined) => {
    if (value === undefined) return;
    where.push(`a.${column} = ?`);
    params.push(value);
  };
  equals("type", type);
  equals("parent", agency);
  equals("status", status);
  equals("plan", plan);
  if (health !== undefined) where.push(health === "broken" ? "a.broken > 0" : "a.broken = 0");

  const words = foldText(filters.q ?? "")
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, WORDS_MAX);
  if (words.length === 0) return { from: `accounts a WHERE ${where.join(" AND ")}`, params };
  const { index, match, checked } = searchOf(words);
  for (const word of checked) {
    where.push("instr(a.text, ?) > 0");
    params.push(word);
  }
  const hits = sql
    .exec<{ n: number }>(
      `SELECT count(*) AS n FROM (SELECT 1 FROM ${index} WHERE ${index} MATCH ? LIMIT ?)`,
      match,
      SORTED_HITS_MAX + 1,
    )
    .one().n;
  const found = `rowid FROM ${index} WHERE ${index} MATCH ?`;
  return hits > SORTED_HITS_MAX
    ? { from: `accounts a WHERE ${where.join(" AND ")} AND +a.number IN (SELECT ${found})`, params: [...params, match] }
    : {
        from: `(SELECT ${found}) f CROSS JOIN accounts a ON a.number = f.rowid WHERE ${where.join(" AND ")}`,
        params: [match, ...params],
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
