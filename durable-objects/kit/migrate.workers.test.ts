import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { testAccount } from "../sub-account/account.test-kit.ts";
import { MIGRATIONS } from "../sub-account/migrations.ts";
import { type Migration, migrate, readMigrations } from "./migrate.ts";

const FIRST: Migration = { name: "0000_first", sql: "CREATE TABLE test_first (id TEXT PRIMARY KEY)" };
const SECOND: Migration = {
  name: "0001_second",
  sql: "ALTER TABLE test_first ADD note TEXT;\n--> statement-breakpoint\nCREATE TABLE test_second (id TEXT)",
};
const THIRD: Migration = { name: "0002_third", sql: "CREATE TABLE test_third (id TEXT)" };

/** Runs `work` in an object's store from which every migration was forgotten. */
function inStore<T>(work: (storage: DurableObjectStorage) => T): Promise<T> {
  return runInDurableObject(testAccount().stub, (_object, ctx) => {
    ctx.storage.sql.exec("DELETE FROM migrations");
    return work(ctx.storage);
  });
}

function applied(storage: DurableObjectStorage): string[] {
  return storage.sql
    .exec<{ name: string }>("SELECT name FROM migrations ORDER BY position")
    .toArray()
    .map(({ name }) => name);
}

describe("migrations", () => {
  it("apply once each, in order, and go on where they stopped", async () => {
    await inStore((storage) => {
      migrate(storage, [FIRST, SECOND]);
      storage.sql.exec("INSERT INTO test_first (id, note) VALUES ('1', 'kept')");
      migrate(storage, [FIRST, SECOND]);
      migrate(storage, [FIRST, SECOND, THIRD]);
      expect(applied(storage)).toEqual([FIRST.name, SECOND.name, THIRD.name]);
      expect(storage.sql.exec("SELECT note FROM test_first").one()).toEqual({ note: "kept" });
    });
  });

  it("refuse a history that was reordered, shortened, altered or merged in between, and then apply nothing", async () => {
    await inStore((storage) => {
      migrate(storage, [FIRST, THIRD]);
      const refused: [readonly Migration[], RegExp][] = [
        [[FIRST, SECOND, THIRD], /0002_third was applied here, but its place 1 is now taken by 0001_second/],
        [[THIRD, FIRST, SECOND], /0000_first was applied here, but its place 0 is now taken by 0002_third/],
        [[FIRST], /0002_third was applied here, but this version of the code does not have it/],
        [
          [FIRST, { ...THIRD, sql: `${THIRD.sql} -- altered` }, SECOND],
          /0002_third was applied here, but its text has changed since/,
        ],
      ];
      for (const [history, message] of refused) expect(() => migrate(storage, history)).toThrow(message);
      expect(applied(storage)).toEqual([FIRST.name, THIRD.name]);
      expect(storage.sql.exec("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'test_second'").one()).toEqual({
        n: 0,
      });
    });
  });

  it("leave nothing of one that fails half-way", async () => {
    await inStore((storage) => {
      const broken: Migration = {
        name: "0001_broken",
        sql: "CREATE TABLE test_half (id TEXT); INSERT INTO no_such_table VALUES (1)",
      };
      expect(() => migrate(storage, [FIRST, broken])).toThrow(/no_such_table/);
      expect(applied(storage)).toEqual([FIRST.name]);
      expect(storage.sql.exec("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'test_half'").one()).toEqual({
        n: 0,
      });
    });
  });

  it("are read in the order of their names", () => {
    expect(readMigrations({ "../b/0010_b.sql": "b", "../b/0002_a.sql": "a" })).toEqual([
      { name: "0002_a", sql: "a" },
      { name: "0010_b", sql: "b" },
    ]);
  });

  it("were all applied to an account that has just begun", async () => {
    const names = await runInDurableObject(testAccount().stub, (_object, ctx) => applied(ctx.storage));
    expect(names).toEqual(MIGRATIONS.map(({ name }) => name));
    expect(names[0]).toBe("0000_account");
  });
});
