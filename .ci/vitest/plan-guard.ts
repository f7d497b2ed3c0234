import { env } from "cloudflare:workers";
import { afterAll } from "vitest";
import { planFaults, type Ran } from "../../worker/db/plan-faults.test-kit.ts";

/** A test's own look into the database says so; no statement of the product does. */
const OF_A_TEST = "/* test */";
/** What the product sends. Reading the schema, migrating and explaining are not looked at. */
const LOOKED_AT = /^\s*(?:select|insert|update|delete|replace|with)\b/i;

/**
 * After every workerd test file, each distinct statement it sent to the control plane is explained with the values it last had, and refused
 * when its plan could reach another tenant's rows (docs/architecture.md, invariant 1).
 */
const { DB } = env as unknown as { DB: D1Database };
// Files follow one another in one isolate: the recorder is put in once, and each file looks at its own statements.
const recorder = globalThis as { trellisStatements?: Map<string, Ran> };
const isRecorded = recorder.trellisStatements !== undefined;
const ran = (recorder.trellisStatements ??= new Map());
ran.clear();
if (!isRecorded) record(Object.getPrototypeOf(DB.prepare("SELECT 1")) as StatementPrototype);

afterAll(async () => {
  const faults: string[] = [];
  for (const statement of ran.values()) {
    const explained = await DB.prepare(`EXPLAIN QUERY PLAN ${statement.sql}`)
      .bind(...statement.values)
      .all<{ detail: string }>();
    const found = planFaults(
      statement,
      explained.results.map(({ detail }) => detail),
    );
    faults.push(...found.map((fault) => `${fault}\n  in ${statement.sql}`));
  }
  if (faults.length > 0) throw new Error(`Statements that could reach another tenant's rows:\n${faults.join("\n")}`);
});

/** D1's own statement: it shows its text and its values. */
interface Shown {
  statement: string;
  params: unknown[];
}
type Run = "first" | "run" | "all" | "raw";
type StatementPrototype = Record<Run | "bind", (this: Shown, ...given: unknown[]) => unknown>;

/** Every statement with values passes `bind`, also those of a batch; those without are seen when they run. */
function record(prototype: StatementPrototype): void {
  const { bind } = prototype;
  prototype.bind = function recorded(...given) {
    const bound = bind.apply(this, given) as Shown;
    note(bound);
    return bound;
  };
  for (const name of ["first", "run", "all", "raw"] as const) {
    const original = prototype[name];
    prototype[name] = function recorded(...given) {
      note(this);
      return original.apply(this, given);
    };
  }
}

function note({ statement, params }: Shown): void {
  if (
    !LOOKED_AT.test(statement) ||
    statement.includes(OF_A_TEST) ||
    /\b(?:sqlite_schema|d1_migrations)\b/.test(statement)
  )
    return;
  ran.set(statement, { sql: statement, values: params });
}
