import { expect, it } from "vitest";
import { pageFrom, uncountedPage } from "./page-from.ts";

it.each([
  [0, 1, { totalPages: 1, pagingCounter: 1, prevPage: null, nextPage: null }],
  [10, 1, { totalPages: 1, pagingCounter: 1, prevPage: null, nextPage: null }],
  [11, 1, { totalPages: 2, pagingCounter: 1, prevPage: null, nextPage: 2 }],
  [11, 2, { totalPages: 2, pagingCounter: 11, prevPage: 1, nextPage: null }],
  [11, 3, { totalPages: 2, pagingCounter: 21, prevPage: 2, nextPage: null }],
])("of %i documents, ten a page, page %i stands where it stands", (totalDocs, page, where) => {
  const made = pageFrom<string>([], totalDocs, { limit: 10, page });
  expect(made).toMatchObject({ totalDocs, limit: 10, page, ...where });
  expect([made.hasPrevPage, made.hasNextPage]).toEqual([where.prevPage !== null, where.nextPage !== null]);
});

it("speaks of itself alone where nothing was counted, and of what follows", () => {
  const made = uncountedPage(["a", "b"], true, { limit: 2, page: 3 });
  expect(made).toMatchObject({ totalDocs: 2, totalPages: 1, pagingCounter: 5, prevPage: 2, nextPage: 4 });
  expect(uncountedPage([], false, { limit: 2, page: 1 })).toMatchObject({ totalDocs: 0, hasNextPage: false });
});
