import type { Where } from "./where.ts";

export const LIMIT_DEFAULT = 10;
/** The largest page. `limit=0` asks for it (in Payload: for everything, which has no bound). */
export const LIMIT_MAX = 500;
export const PAGE_MAX = 1_000_000;
export const SORT_MAX_FIELDS = 5;

export interface SortKey {
  field: string;
  descending: boolean;
}

/** Which keys of a document are wanted; `id` always is. */
export interface Select {
  mode: "only" | "without";
  fields: string[];
}

/** A list request as plain data: what crosses to the object. */
export interface ListQuery {
  where: Where | null;
  sort: SortKey[];
  limit: number;
  page: number;
  /** false: nothing is counted, and totals speak of this page alone. */
  pagination: boolean;
  /** 0: bare documents, 1 and more: with their related rows. */
  depth: number;
  select: Select | null;
  /** The id the list lies within (a conversation's messages). */
  within?: string;
  /** Only what comes after this document in the list's order: pages that do not shift when new documents arrive. */
  before?: string;
}
