import { createEffect, createSignal, on, onCleanup } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { AccountLine, ListAccounts } from "../../../schema/contracts/accounts.ts";
import type { AccountsChanged } from "../../../schema/realtime/accounts.ts";
import { listAccounts } from "../../rest/accounts.ts";
import { learnFrom } from "../../stores/account-badges.ts";

export type AccountFilters = Omit<Partial<ListAccounts>, "limit" | "page">;

const PAGE = 100;
/** What changed is read anew so long after the first of many changes. */
const SETTLE_MS = 1_500;

/** A list of however many accounts, of which those near the screen are read. */
export interface AccountRows {
  /** How many match; undefined until that is known. */
  total(): number | undefined;
  /** The account at a place from 0; undefined until it has been read. */
  row(at: number): AccountLine | undefined;
  loading(): boolean;
  error(): unknown;
  /** Reads the rows on the screen, these two included, where they are not there yet. */
  show(first: number, last: number): void;
  /** Takes over what a socket said, and reads anew where it may have changed who is where. */
  hear(change: AccountsChanged): void;
  /** Reads what is on the screen again; the rest when it comes there. */
  refresh(): void;
}

/** Reads a roll-up page by page, from the top whenever the filters change. */
export function createAccountRows(tenant: string, filters: () => AccountFilters): AccountRows {
  const [rows, setRows] = createStore<{ at: Record<number, AccountLine> }>({ at: {} });
  const [total, setTotal] = createSignal<number>();
  const [loading, setLoading] = createSignal(true);
  const [error, setError] = createSignal<unknown>();
  /** Pages that are there or on their way. */
  let known = new Set<number>();
  let shown: [first: number, last: number] = [0, 0];
  let reading = new AbortController();
  let settle: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => {
    reading.abort();
    clearTimeout(settle);
  });

  async function read(page: number): Promise<void> {
    if (known.has(page)) return;
    known.add(page);
    const { signal } = reading;
    try {
      const answer = await listAccounts({ ...filters(), limit: PAGE, page: page + 1 }, tenant, signal);
      if (signal.aborted) return;
      learnFrom(answer.docs);
      answer.docs.forEach((line, index) => setRows("at", page * PAGE + index, line));
      setTotal(answer.totalDocs);
      setError(undefined);
    } catch (failure) {
      if (signal.aborted) return;
      known.delete(page);
      setError(failure);
    } finally {
      if (!signal.aborted) setLoading(false);
    }
  }

  function readShown(): void {
    for (let page = Math.floor(shown[0] / PAGE); page <= Math.floor(shown[1] / PAGE); page += 1) void read(page);
  }

  function refresh(): void {
    reading.abort();
    reading = new AbortController();
    clearTimeout(settle);
    settle = undefined;
    known = new Set();
    setLoading(true);
    readShown();
  }

  createEffect(
    on(
      () => JSON.stringify(filters()),
      () => {
        setRows("at", reconcile({}));
        setTotal(undefined);
        shown = [0, 0];
        refresh();
      },
    ),
  );

  return {
    total,
    row: (at) => rows.at[at],
    loading,
    error,
    show(first, last) {
      shown = [Math.max(0, first), Math.max(0, last)];
      readShown();
    },
    hear({ accounts, gone }) {
      const places = new Map(Object.entries(rows.at).map(([at, { id }]) => [id, Number(at)]));
      for (const line of accounts) {
        const at = places.get(line.id);
        if (at !== undefined) setRows("at", at, line);
      }
      if (gone.length > 0 || movesRows(filters(), accounts, places)) settle ??= setTimeout(refresh, SETTLE_MS);
    },
    refresh,
  };
}

/** Whether changed accounts may stand elsewhere now, or belong to the list at all. */
function movesRows(filters: AccountFilters, accounts: readonly AccountLine[], places: Map<string, number>): boolean {
  const { sort = "name", q, agency, status, plan, health } = filters;
  const isNarrowed = [q, agency, status, plan, health].some((value) => value !== undefined);
  const byName = sort === "name" || sort === "-name";
  return accounts.some(({ id, type }) => type === filters.type && (!places.has(id) ? !isNarrowed || byName : !byName));
}
