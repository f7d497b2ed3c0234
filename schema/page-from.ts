import type { Page } from "./contracts/common.ts";

/** A page in the list shape of the API: its documents, how many there are in all, and where it stands. `page` counts from 1. */
export function pageFrom<T>(docs: T[], totalDocs: number, at: { limit: number; page: number }): Page<T> {
  const totalPages = Math.max(1, Math.ceil(totalDocs / at.limit));
  return { docs, totalDocs, totalPages, ...placeOf(at, at.page < totalPages) };
}

/** The same where nothing was counted: totals speak of this page alone, and whether more follows is still told. */
export function uncountedPage<T>(docs: T[], more: boolean, at: { limit: number; page: number }): Page<T> {
  return { docs, totalDocs: docs.length, totalPages: 1, ...placeOf(at, more) };
}

function placeOf({ limit, page }: { limit: number; page: number }, hasNextPage: boolean) {
  return {
    limit,
    page,
    pagingCounter: (page - 1) * limit + 1,
    hasPrevPage: page > 1,
    hasNextPage,
    prevPage: page > 1 ? page - 1 : null,
    nextPage: hasNextPage ? page + 1 : null,
  };
}
