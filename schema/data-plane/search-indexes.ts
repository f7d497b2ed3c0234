/** A table's full-text index: a virtual table of the same rowids, whose columns hold these expressions over a row named `?`. */
export interface SearchIndex {
  readonly table: string;
  /** The INTEGER PRIMARY KEY of the searched table, or `rowid`. */
  readonly rowid: string;
  readonly columns: Readonly<Record<string, (row: string) => string>>;
}

/**
 * What is searched by an index, by the name of the searched table. Trigrams rather than words: people type fragments of numbers and of
 * addresses, and Chinese or Japanese has no spaces. They answer for three characters and more.
 */
export const SEARCH_INDEXES: Readonly<Record<string, SearchIndex>> = {
  contacts: {
    table: "contacts_search",
    rowid: "rowid",
    columns: {
      name: (row) => `${row}.name`,
      email: (row) => `${row}.email`,
      phone: (row) => barePhone(`${row}.phone`),
      company: (row) => `${row}.company`,
      source: (row) => `${row}.source`,
    },
  },
  messages: { table: "messages_search", rowid: "seq", columns: { text: (row) => `${row}.text` } },
};

/** A phone number without what people put between its digits: "020 7946-0958" as 02079460958. */
export function barePhone(sql: string): string {
  return [" ", "-", "(", ")", ".", "/"].reduce((all, character) => `replace(${all}, '${character}', '')`, sql);
}
