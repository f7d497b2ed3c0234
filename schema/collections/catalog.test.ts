import { getTableColumns, getTableName } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import * as tables from "../data-plane/index.ts";
import { COLLECTIONS, type CollectionSlug } from "./catalog.ts";
import type { Collection } from "./collection.ts";

const TABLES = {
  contacts: tables.contacts,
  conversations: tables.conversations,
  messages: tables.messages,
  "canned-replies": tables.cannedReplies,
  templates: tables.templates,
} as const satisfies Record<CollectionSlug, unknown>;
/** Columns of the server's own that no document is made of. */
const HIDDEN: Partial<Record<CollectionSlug, readonly string[]>> = {
  messages: ["seq", "integration_id", "raw", "past_external_ids", "updated_at"],
};

describe.each(Object.entries(COLLECTIONS) as [CollectionSlug, Collection][])(
  "the declaration of %s",
  (slug, collection) => {
    const columns = new Map(Object.values(getTableColumns(TABLES[slug])).map((column) => [column.name, column]));
    const own = Object.entries(collection.fields).filter(([, field]) => field.through === undefined);

    test("names its slug and table", () => {
      expect(collection.slug).toBe(slug);
      expect(collection.table).toBe(getTableName(TABLES[slug]));
    });

    test("has every column of the table, once", () => {
      const declared = own.map(([, field]) => field.column).sort();
      expect([...declared, ...(HIDDEN[slug] ?? [])].sort()).toEqual([...columns.keys()].sort());
    });

    test("says truly which may be empty", () => {
      for (const [name, field] of own) {
        const column = columns.get(field.column);
        expect({ name, nullable: field.nullable === true }).toEqual({ name, nullable: column?.notNull === false });
      }
    });

    test("lets clients write what its contracts take, and nothing else", () => {
      if (collection.create === undefined) return;
      const writable = own.filter(([, field]) => field.writable).map(([name]) => name);
      expect(Object.keys(collection.create.shape).sort()).toEqual([...writable].sort());
      expect(Object.keys(collection.update?.shape ?? {}).sort()).toEqual([...writable].sort());
    });

    test("sorts by what is there", () => {
      const [first = ""] = collection.defaultSort.replace(/^-/, "").split(",");
      expect(collection.fields[first]?.sortable).toBe(true);
      expect(collection.tieBreak === undefined || columns.has(collection.tieBreak)).toBe(true);
    });
  },
);
