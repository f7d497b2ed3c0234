import { createEffect, createSignal, on, onCleanup } from "solid-js";
import type { AuditFilters, AuditRow } from "../../../schema/contracts/audit.ts";
import { listAudit } from "../../rest/audit.ts";

const PAGE = 100;
/** Pages that hold nothing of what is looked for, read on end before the person is asked. */
const EMPTY_PAGES_MAX = 10;

/** The log as far as it has been read, newest first. */
export interface AuditRows {
  ids(): readonly string[];
  row(id: string): AuditRow | undefined;
  loading(): boolean;
  error(): unknown;
  /** Nothing below what is there. */
  complete(): boolean;
  /** How far back was looked, where nothing more has been found yet. */
  searchedTo(): string | undefined;
  more(): Promise<void>;
  /** From the top again. */
  restart(): void;
}

/** Reads the log page by page, anew whenever the filters change. */
export function createAuditRows(tenant: string, filters: () => AuditFilters): AuditRows {
  const rows = new Map<string, AuditRow>();
  const [ids, setIds] = createSignal<readonly string[]>([]);
  const [loading, setLoading] = createSignal(true);
  const [error, setError] = createSignal<unknown>();
  const [cursor, setCursor] = createSignal<string | null | undefined>();
  const [searchedTo, setSearchedTo] = createSignal<string | undefined>();
  let reading: AbortController | undefined;
  onCleanup(() => reading?.abort());

  async function read(): Promise<void> {
    const { signal } = (reading = new AbortController());
    setLoading(true);
    setError(undefined);
    try {
      for (let empty = 0; empty < EMPTY_PAGES_MAX; empty += 1) {
        const page = await listAudit(tenant, { ...filters(), limit: PAGE, cursor: cursor() ?? undefined }, signal);
        if (signal.aborted) return;
        for (const row of page.docs) rows.set(row.id, row);
        setIds((known) => [...known, ...page.docs.map(({ id }) => id)]);
        setCursor(page.nextCursor);
        setSearchedTo(page.searchedTo ?? undefined);
        if (page.docs.length > 0 || page.nextCursor === null) break;
      }
    } catch (failure) {
      if (!signal.aborted) setError(failure);
    } finally {
      if (!signal.aborted) setLoading(false);
    }
  }

  function restart(): void {
    reading?.abort();
    rows.clear();
    setIds([]);
    setCursor(undefined);
    void read();
  }
  createEffect(on(() => JSON.stringify(filters()), restart));

  return {
    ids,
    row: (id) => rows.get(id),
    loading,
    error,
    complete: () => cursor() === null,
    searchedTo,
    more: async () => {
      if (!loading() && error() === undefined && cursor() !== null) await read();
    },
    restart,
  };
}
