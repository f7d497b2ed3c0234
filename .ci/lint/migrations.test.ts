import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { REPOSITORY } from "../../worker/local/state-folder.ts";

/** drizzle-kit rebuilds a table by copying it; with a cascade, or by a slip, rows are gone without an error. */
const DANGEROUS = [/on\s+delete\s+cascade/i, /__new_/i, /drop\s+table/i];
/** Migrations a person has read and found to lose nothing: file > why. */
const REVIEWED: Record<string, string> = {};

const files = globSync("schema/*/migrations/*.sql", { cwd: REPOSITORY }).sort();

describe("committed migrations", () => {
  it("are there", () => expect(files.length).toBeGreaterThan(0));

  it.each(files)("%s loses no rows", (file) => {
    const sql = readFileSync(join(REPOSITORY, file), "utf8");
    const found = file in REVIEWED ? [] : DANGEROUS.filter((pattern) => pattern.test(sql));
    expect(found).toEqual([]);
  });
});
