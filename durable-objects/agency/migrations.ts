import type { Migration } from "../kit/migrate.ts";

/** The tables of a roll-up. All of it can be filled anew from the control plane and the accounts. Append-only all the same. */
export const MIGRATIONS: readonly Migration[] = [
  {
    name: "0000_accounts",
    sql: `
      CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
      CREATE TABLE accounts (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        -- Whether it is below here now. What has left keeps its id and version, so that nothing late brings it back.
        listed INTEGER NOT NULL,
        listing_version INTEGER NOT NULL,
        type TEXT NOT NULL,
        parent TEXT NOT NULL,
        name TEXT NOT NULL,
        slug TEXT NOT NULL,
        name_key TEXT NOT NULL,
        -- What is searched: name and slug, folded.
        text TEXT NOT NULL,
        status TEXT NOT NULL,
        plan TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        clients INTEGER NOT NULL DEFAULT 0,
        contacts INTEGER NOT NULL DEFAULT 0,
        messages INTEGER NOT NULL DEFAULT 0,
        unread INTEGER NOT NULL DEFAULT 0,
        broken INTEGER NOT NULL DEFAULT 0,
        last_activity_at INTEGER NOT NULL DEFAULT 0,
        -- The account's own count of its reports: the newest taken in here, and the newest told to the roll-up above.
        report_version INTEGER NOT NULL DEFAULT 0,
        told_version INTEGER NOT NULL DEFAULT 0
      );
      CREATE INDEX accounts_named ON accounts (name_key, number) WHERE listed = 1;
      CREATE INDEX accounts_by_name ON accounts (type, name_key, number) WHERE listed = 1;
      CREATE INDEX accounts_by_status ON accounts (type, status, name_key, number) WHERE listed = 1;
      CREATE INDEX accounts_by_plan ON accounts (type, plan, name_key, number) WHERE listed = 1;
      CREATE INDEX accounts_by_created ON accounts (type, created_at DESC, name_key, number) WHERE listed = 1;
      CREATE INDEX accounts_by_clients ON accounts (type, clients DESC, name_key, number) WHERE listed = 1;
      CREATE INDEX accounts_by_contacts ON accounts (type, contacts DESC, name_key, number) WHERE listed = 1;
      CREATE INDEX accounts_by_messages ON accounts (type, messages DESC, name_key, number) WHERE listed = 1;
      CREATE INDEX accounts_by_unread ON accounts (type, unread DESC, name_key, number) WHERE listed = 1;
      CREATE INDEX accounts_by_broken ON accounts (type, broken DESC, name_key, number) WHERE listed = 1;
      CREATE INDEX accounts_by_activity ON accounts (type, last_activity_at DESC, name_key, number) WHERE listed = 1;
      CREATE INDEX accounts_by_parent ON accounts (parent, name_key, number) WHERE listed = 1;
      CREATE INDEX accounts_untold ON accounts (number) WHERE listed = 1 AND report_version > told_version;
      CREATE VIRTUAL TABLE account_parts USING fts5(text, tokenize = 'trigram', detail = 'full');
      CREATE VIRTUAL TABLE account_words USING fts5(text, tokenize = 'unicode61', prefix = '1 2');
    `,
  },
];
