import type { Migration } from "../kit/migrate.ts";

/** The fake provider's own tables. They are no part of the product's data: uninstalling throws them away. Append-only all the same. */
export const MIGRATIONS: readonly Migration[] = [
  {
    name: "0000_sandbox",
    sql: `
      CREATE TABLE customers (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        phone TEXT,
        phone_key TEXT UNIQUE,
        bsuid TEXT UNIQUE,
        username TEXT,
        wrote_at INTEGER,
        seen_at INTEGER NOT NULL
      );
      CREATE TABLE messages (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT UNIQUE,
        customer_id INTEGER NOT NULL REFERENCES customers (id),
        sender TEXT NOT NULL CHECK (sender IN ('customer', 'business')),
        text TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('sent', 'delivered', 'read', 'failed')),
        at INTEGER NOT NULL,
        echo_id TEXT
      );
      CREATE INDEX messages_thread ON messages (customer_id, seq);
      CREATE TABLE status_plan (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        message_seq INTEGER NOT NULL,
        status TEXT NOT NULL,
        code INTEGER,
        due_at INTEGER NOT NULL
      );
      CREATE INDEX status_plan_due ON status_plan (due_at, seq);
      CREATE TABLE deliveries (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        body TEXT NOT NULL,
        first_message_seq INTEGER,
        last_message_seq INTEGER,
        attempts INTEGER NOT NULL DEFAULT 0,
        due_at INTEGER NOT NULL,
        created_at INTEGER NOT NULL
      );
      CREATE INDEX deliveries_due ON deliveries (due_at, seq);
    `,
  },
  {
    name: "0001_instagram",
    sql: `
      ALTER TABLE customers ADD COLUMN igsid TEXT;
      CREATE UNIQUE INDEX customers_igsid ON customers (igsid);
    `,
  },
  {
    name: "0002_files",
    sql: `
      CREATE TABLE files (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        mime_type TEXT NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        voice INTEGER NOT NULL,
        at INTEGER NOT NULL
      );
      CREATE INDEX files_at ON files (at, id);
      ALTER TABLE messages ADD COLUMN type TEXT NOT NULL DEFAULT 'text';
      ALTER TABLE messages ADD COLUMN file_id TEXT;
      ALTER TABLE messages ADD COLUMN reply_to TEXT;
      ALTER TABLE messages ADD COLUMN customer_emoji TEXT;
      ALTER TABLE messages ADD COLUMN business_emoji TEXT;
    `,
  },
  {
    name: "0003_templates",
    sql: `
      ALTER TABLE messages ADD COLUMN template TEXT;
      ALTER TABLE messages ADD COLUMN button TEXT;
    `,
  },
];
