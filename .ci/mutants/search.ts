import type { Mutant } from "./mutant.ts";

const SEARCH = "durable-objects/sub-account/search/search.workers.test.ts";
const WHERE = "durable-objects/sub-account/collections/where.workers.test.ts";
const MIGRATION = "schema/data-plane/migrations/0017_search_waiting.sql";

/** Searches: what the index is asked, and that it holds what the rows say. */
export const SEARCH_MUTANTS: readonly Mutant[] = [
  {
    name: "search: two characters are asked of an index of three",
    file: "durable-objects/kit/match-text.ts",
    from: "INDEXED_CHARACTERS = 3",
    to: "INDEXED_CHARACTERS = 2",
    project: "workers",
    tests: [SEARCH],
  },
  {
    name: "search: a quotation mark ends the text",
    file: "durable-objects/kit/match-text.ts",
    from: `replaceAll('"', '""')`,
    to: `replaceAll('"', " ")`,
    project: "workers",
    tests: [SEARCH],
  },
  {
    name: "search: alternatives all have to hold",
    file: "durable-objects/sub-account/search/drive-by-search.ts",
    from: "${other.match} OR ${search.match}",
    to: "(${other.match}) AND (${search.match})",
    project: "workers",
    tests: [SEARCH],
  },
  {
    name: "search: what stands beside the search is forgotten",
    file: "durable-objects/sub-account/search/drive-by-search.ts",
    from: "[...taken.rest, ...where.all.toSpliced(index, 1)]",
    to: "taken.rest",
    project: "workers",
    tests: [WHERE],
  },
  {
    name: "search: any column will do",
    file: "durable-objects/sub-account/search/text-search.ts",
    from: "{${field.column}} : (${found.match})",
    to: "(${found.match})",
    project: "workers",
    tests: [WHERE],
  },
  {
    name: "search: an index that is still being filled is asked",
    file: "durable-objects/sub-account/search/text-search.ts",
    from: "found === undefined || !searchable(table)",
    to: "found === undefined",
    project: "workers",
    tests: [SEARCH],
  },
  {
    name: "search: a text that changed stays as it was in the index",
    file: MIGRATION,
    from: "WHEN old.text IS NOT new.text",
    to: "WHEN old.text IS NULL",
    project: "workers",
    tests: [SEARCH],
  },
  {
    name: "search: what was written last is not in the index yet",
    file: "durable-objects/sub-account/search/backfill-search.ts",
    from: "isBehind === undefined && enterWaiting(storage, table)",
    to: "isBehind === undefined",
    project: "workers",
    tests: [SEARCH],
  },
  {
    name: "search: a row that lost its text is still found by it",
    file: "durable-objects/sub-account/search/enter-waiting.ts",
    from: "WHERE NOT (${held})",
    to: "WHERE NOT (1)",
    project: "workers",
    tests: [SEARCH],
  },
  {
    name: "search: a row that is gone still waits, and its number is another's",
    file: MIGRATION,
    from: "  DELETE FROM `contacts_search` WHERE rowid = old.rowid;\n",
    to: "",
    project: "workers",
    tests: [SEARCH],
  },
  {
    name: "search: a row between two turns is left out",
    file: "durable-objects/sub-account/search/backfill-search.ts",
    from: "until + 1",
    to: "until + 2",
    project: "workers",
    tests: [SEARCH],
  },
];
