import type { Migration } from "../kit/migrate.ts";

/** The tables of one session. Append-only: what was applied is never changed. */
export const MIGRATIONS: readonly Migration[] = [
  {
    name: "0000_session",
    sql: `
      CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
      -- One row. \`seq\` is the session's count of changes, \`last_at\` the time of its newest entry, \`body\` everything else (facts.ts).
      CREATE TABLE session (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        seq INTEGER NOT NULL,
        last_at INTEGER NOT NULL,
        body TEXT NOT NULL
      );
      -- The transcript. \`open\`: it waits for people, or still grows.
      CREATE TABLE entries (
        id TEXT PRIMARY KEY,
        seq INTEGER NOT NULL,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        open INTEGER NOT NULL,
        client_key TEXT UNIQUE,
        body TEXT NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX entries_changed ON entries (seq);
      CREATE INDEX entries_in_order ON entries (at);
      CREATE INDEX entries_open ON entries (kind) WHERE open = 1;
      -- The ledger: every call of a tool, from before it is made. A call's id is its entry's id, too.
      CREATE TABLE calls (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        -- The model's message that asked for it, and its name there; null where the model did not ask.
        turn INTEGER,
        tool_use_id TEXT,
        tool TEXT NOT NULL,
        module TEXT,
        args TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'failed')),
        -- The form, question or approval that it opened; while \`waits\` it waits for people there.
        asked TEXT,
        waits INTEGER NOT NULL DEFAULT 0,
        approved_by TEXT,
        -- What the model was told before it ended, because somebody wrote meanwhile.
        early TEXT,
        began_at INTEGER,
        -- How often it was begun, and how often it failed without an answer.
        tries INTEGER NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0,
        due_at INTEGER NOT NULL DEFAULT 0,
        faults TEXT NOT NULL DEFAULT '[]',
        content TEXT
      );
      CREATE INDEX calls_pending ON calls (number) WHERE state = 'pending';
      CREATE INDEX calls_of_module ON calls (module, number);
      CREATE INDEX calls_of_turn ON calls (turn) WHERE turn IS NOT NULL;
      -- What the model has said and been told, but for the results of calls: those are in the ledger.
      CREATE TABLE messages (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
        content TEXT NOT NULL
      );
    `,
  },
];
