import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REPOSITORY } from "../../worker/local/state-folder.ts";

type Case = { rule: string; why: string; file: string; source: string; red: boolean };
const red = (rule: string, why: string, file: string, source: string): Case => ({ rule, why, file, source, red: true });
const green = (rule: string, why: string, file: string, source: string): Case => ({
  rule,
  why,
  file,
  source,
  red: false,
});

const DIRECTION = "import-direction";
const DATABASE = "scoped-database";
const STUBS = "object-stubs";
const RANDOM = "no-math-random";

const CASES: Case[] = [
  red(DIRECTION, "schema takes from a layer above", "schema/a.ts", `import { x } from "../worker/x.ts"; x();`),
  red(DIRECTION, "schema takes a module", "schema/a.ts", `import { x } from "../modules/whatsapp/manifest.ts"; x();`),
  red(DIRECTION, "schema does I/O", "schema/a.ts", `import { readFileSync } from "node:fs"; readFileSync("x");`),
  red(
    DIRECTION,
    "schema knows the runtime",
    "schema/a.ts",
    `import { env } from "cloudflare:workers"; console.log(env);`,
  ),
  red(DIRECTION, "a module takes an object", "modules/m/a.ts", `import { x } from "../../durable-objects/x.ts"; x();`),
  red(DIRECTION, "an object takes the worker", "durable-objects/a.ts", `import { x } from "../worker/x.ts"; x();`),
  red(
    DIRECTION,
    "an object takes a type of the worker",
    "durable-objects/a.ts",
    `import type { X } from "../worker/x.ts"; export type Y = X;`,
  ),
  red(DIRECTION, "an object re-exports the worker", "durable-objects/a.ts", `export * from "../worker/x.ts";`),
  red(
    DIRECTION,
    "an object loads the worker late",
    "durable-objects/a.ts",
    `export const x = import("../worker/x.ts");`,
  ),
  red(DIRECTION, "the worker takes a screen", "worker/a.ts", `import { x } from "../web/x.ts"; x();`),
  red(DIRECTION, "the worker takes code of a local run", "worker/a.ts", `import { x } from "./local/x.ts"; x();`),
  red(DIRECTION, "the worker takes a check", "worker/a.ts", `import { x } from "../.ci/x.ts"; x();`),
  red(DIRECTION, "a screen takes a value of the worker", "web/a.ts", `import { x } from "../worker/x.ts"; x();`),
  red(
    DIRECTION,
    "a screen mixes a value with a type",
    "web/a.ts",
    `import { type X, y } from "../worker/x.ts"; export const z: X = y;`,
  ),
  red(DIRECTION, "a screen takes an object's value", "web/a.ts", `import { x } from "../durable-objects/x.ts"; x();`),
  red(
    DIRECTION,
    "a screen takes a module's handlers",
    "web/f/a.ts",
    `import { x } from "../../modules/m/handlers.ts"; x();`,
  ),
  red(DIRECTION, "a screen leans on Node", "web/a.ts", `import { join } from "node:path"; join("a");`),
  green(DIRECTION, "schema takes schema", "schema/contracts/a.ts", `import { x } from "../ids.ts"; x();`),
  green(DIRECTION, "a module takes schema", "modules/m/a.ts", `import { x } from "../../schema/ids.ts"; x();`),
  green(
    DIRECTION,
    "an object takes schema and modules",
    "durable-objects/a.ts",
    `import { x } from "../schema/ids.ts"; import { y } from "../modules/m/handlers.ts"; x(y);`,
  ),
  green(
    DIRECTION,
    "the worker takes an object",
    "worker/a.ts",
    `import { x } from "../durable-objects/stubs.ts"; x();`,
  ),
  green(
    DIRECTION,
    "a screen takes a type of the worker",
    "web/a.ts",
    `import type { X } from "../worker/app.ts"; export type Y = X;`,
  ),
  green(DIRECTION, "a screen takes a manifest", "web/f/a.ts", `import { m } from "../../modules/m/manifest.ts"; m();`),
  green(
    DIRECTION,
    "a test reads files",
    "schema/a.test.ts",
    `import { readFileSync } from "node:fs"; readFileSync("x");`,
  ),
  green(
    DIRECTION,
    "a browser test takes the demo sign-ins",
    "web/e2e/a.spec.ts",
    `import { x } from "../../worker/seed/sign-ins.ts"; x();`,
  ),

  red(
    DATABASE,
    "a route uses the binding",
    "worker/routes/a.ts",
    `export const a = (env: any) => env.DB.prepare("SELECT 1");`,
  ),
  red(
    DATABASE,
    "a route uses the binding by index",
    "worker/routes/a.ts",
    `export const a = (env: any) => env["DB"].prepare("SELECT 1");`,
  ),
  red(
    DATABASE,
    "a service unpacks the binding",
    "worker/services/t/a.ts",
    `export const a = ({ DB }: any) => DB.prepare("SELECT 1");`,
  ),
  red(
    DATABASE,
    "a service makes a drizzle",
    "worker/services/t/a.ts",
    `import { drizzle } from "drizzle-orm/d1"; drizzle();`,
  ),
  red(
    DATABASE,
    "a service takes a table",
    "worker/services/t/a.ts",
    `import { users } from "../../../schema/control-plane/users.ts"; console.log(users);`,
  ),
  red(
    DATABASE,
    "a table by way of the folder",
    "worker/routes/a.ts",
    `import { users } from "../../schema/control-plane/index.ts"; console.log(users);`,
  ),
  red(
    DATABASE,
    "an object uses the binding",
    "durable-objects/a.ts",
    `export const a = (o: any) => o.env.DB.prepare("SELECT 1");`,
  ),
  green(
    DATABASE,
    "the scoped database",
    "worker/db/a.ts",
    `import { drizzle } from "drizzle-orm/d1"; export const a = (env: any) => drizzle(env.DB);`,
  ),
  green(
    DATABASE,
    "a directory statement",
    "worker/directory/a.ts",
    `import { users } from "../../schema/control-plane/users.ts"; export const a = (env: any) => env.DB.x(users);`,
  ),
  green(
    DATABASE,
    "a service takes a row's type",
    "worker/services/t/a.ts",
    `import type { User } from "../../../schema/control-plane/users.ts"; export type U = User;`,
  ),
  green(
    DATABASE,
    "a test looks at the database",
    "worker/routes/a.workers.test.ts",
    `import { env } from "cloudflare:workers"; console.log(env.DB);`,
  ),

  red(
    STUBS,
    "a route finds an object by name",
    "worker/routes/a.ts",
    `export const a = (env: any) => env.SUB_ACCOUNT.getByName("x");`,
  ),
  red(
    STUBS,
    "by an id made of a name",
    "worker/routes/a.ts",
    `export const a = (env: any) => env.SUB_ACCOUNT.idFromName("x");`,
  ),
  red(
    STUBS,
    "by an id written as text",
    "durable-objects/kit/a.ts",
    `export const a = (ns: any) => ns.idFromString("x");`,
  ),
  red(
    STUBS,
    "an object reads its id",
    "durable-objects/a.ts",
    `export class A { ctx: any; a() { return this.ctx.id.name; } }`,
  ),
  red(STUBS, "a helper reads it", "durable-objects/kit/a.ts", `export const a = (ctx: any) => ctx.id;`),
  green(
    STUBS,
    "the one file",
    "durable-objects/stubs.ts",
    `export const a = (env: any) => env.SUB_ACCOUNT.getByName("x");`,
  ),
  green(STUBS, "the id of a row", "durable-objects/a.ts", `export const a = (contact: { id: string }) => contact.id;`),
  green(
    STUBS,
    "a test",
    "durable-objects/a.workers.test.ts",
    `export const a = (env: { S: { getByName(n: string): void } }) => env.S.getByName("x");`,
  ),

  red(RANDOM, "a token", "worker/a.ts", `export const a = Math.random();`),
  red(RANDOM, "jitter of a retry", "durable-objects/kit/a.ts", `export const a = Math["random"]();`),
  green(RANDOM, "crypto", "worker/a.ts", `export const a = crypto.randomUUID();`),
  green(RANDOM, "a screen's decoration", "web/a.ts", `export const a = Math.random();`),
];

type Finding = { filename: string; code: string };

describe("the project's lint rules", () => {
  // A repository of one file a case, with our own configuration and rules: a file's place means there what it means here.
  const folder = mkdtempSync(join(tmpdir(), "trellis-lint-"));
  const files = CASES.map(({ file }, index) => file.replace(/\/a\./, `/case-${index}.`));
  let findings: Finding[] = [];

  beforeAll(() => {
    cpSync(join(REPOSITORY, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
    cpSync(join(REPOSITORY, ".ci/lint"), join(folder, ".ci/lint"), { recursive: true });
    files.forEach((file, index) => {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), `${CASES[index]?.source}\n`);
    });
    findings = lint(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("gives each case a file of its own", () => {
    expect(new Set(files).size).toBe(CASES.length);
  });

  it.each(CASES.map((one, index) => ({ ...one, index, verdict: one.red ? "red" : "green" })))(
    "$rule is $verdict: $why",
    ({ rule, index, red: isRed }) => {
      const hits = findings.filter(({ filename, code }) => filename === files[index] && code === `trellis(${rule})`);
      expect(hits.length > 0).toBe(isRed);
    },
  );
});

function lint(cwd: string): Finding[] {
  const oxlint = join(REPOSITORY, "node_modules/oxlint/bin/oxlint");
  const { stdout, stderr } = spawnSync(process.execPath, [oxlint, "--format", "json"], { cwd, encoding: "utf8" });
  if (!stdout.startsWith("{")) throw new Error(`oxlint did not run: ${stdout}${stderr}`);
  return (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics;
}
