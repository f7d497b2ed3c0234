import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { getTableColumns, getTableName, is, Table } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import { subAccount } from "../../durable-objects/stubs.ts";
import * as controlPlane from "../../schema/control-plane/index.ts";
import * as dataPlane from "../../schema/data-plane/index.ts";
import { ROUTES } from "../app.ts";
import { call, type Cast, makeCast } from "./cast.test-kit.ts";
import { type Ids, makeRecords, missingIds } from "./records.test-kit.ts";
import { nameOf, sampleOf } from "./samples.test-kit.ts";

/**
 * Every column of both planes, by both of its names, sent in every body that a route takes, each with a value found nowhere else: afterwards
 * none of these values is in any row, but where the route's contract has a key of that name.
 */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let cast: Cast;
let ids: Ids;
let accepted: (name: string) => ReadonlySet<string>;
beforeAll(async () => {
  cast = await makeCast();
  ids = await makeRecords(cast.people.agency_admin, cast.tenants.alder, "mass-assignment");
  const document = await (await call("/api/openapi.json")).json<OpenApi>();
  accepted = (name) => {
    const [method = "", path = ""] = name.split(" ");
    const operation = document.paths[path.replaceAll(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
    return keysOf(operation?.requestBody?.content?.["application/json"]?.schema, document);
  };
});

const COLUMNS = [
  ...new Set(
    [controlPlane, dataPlane].flatMap((plane) =>
      Object.values(plane)
        .filter((one) => is(one, Table))
        .flatMap((table) => Object.entries(getTableColumns(table)).flatMap(([key, column]) => [key, column.name])),
    ),
  ),
].sort();

const writes = ROUTES.filter(({ policy }) => policy.kind === "onTenant" || policy.kind === "onPathTenant").filter(
  (route) => typeof sampleOf(route, missingIds()).options.body === "object",
);

test("there are columns to try, and writes to try them in", () => {
  expect(COLUMNS.length).toBeGreaterThan(150);
  expect(COLUMNS).toEqual(expect.arrayContaining(["tenant_id", "tenantId", "seq", "sealed", "createdAt", "unread"]));
  expect(writes.length).toBeGreaterThan(20);
});

test("a key of the contract's is found where it was written, so that these values can be found at all", async () => {
  const canary = `canary-${crypto.randomUUID()}`;
  await send("PATCH /api/contacts/:id", { company: canary });
  expect(await everything()).toContain(canary);
});

test.each(writes.map((route) => [nameOf(route)] as const))("%s sets none of the server's columns", async (name) => {
  const own = accepted(name);
  expect(own.size).toBeGreaterThan(0);
  const columns = COLUMNS.filter((column) => !own.has(column));
  const text = `canary-${crypto.randomUUID()}`;
  const number = 4_242_000_000_000 + Math.floor(performance.now());
  const statuses = [
    await send(name, Object.fromEntries(columns.map((column) => [column, `${text}:${column}`]))),
    await send(name, Object.fromEntries(columns.map((column, index) => [column, number + index]))),
  ];
  // Served or refused for what it is, never broken by what it was sent.
  for (const status of statuses) expect(status).toBeLessThan(500);
  const rows = await everything();
  const found = columns.filter(
    (column, index) => rows.includes(`${text}:${column}`) || rows.includes(`${number + index}`),
  );
  expect(found).toEqual([]);
});

async function send(name: string, more: object): Promise<number> {
  const route = ROUTES.find((one) => nameOf(one) === name);
  if (route === undefined) throw new Error(`there is no route ${name}`);
  const { path, options } = sampleOf(route, ids);
  const who = route.path.startsWith("/api/modules")
    ? "platform_admin"
    : // What an account decides about who looks in, no agency decides for it.
      route.path === "/api/impersonations/consent"
      ? "subaccount_admin"
      : "agency_admin";
  const { token } = cast.people[who];
  const tenant = route.path.startsWith("/api/modules") ? cast.tenants.platform.id : cast.tenants.alder.id;
  // What the sample says stands: it is what makes the request valid.
  const answer = await call(path, { ...options, token, tenant, body: { ...more, ...(options.body as object) } });
  await answer.text();
  return answer.status;
}

/** Every row of both planes, as one text. */
async function everything(): Promise<string> {
  const tables = await env.DB.prepare(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_cf%' ESCAPE '\\' /* test */",
  ).all<{ name: string }>();
  const control = await Promise.all(
    tables.results.map(async ({ name }) => (await env.DB.prepare(`SELECT * FROM "${name}" /* test */`).all()).results),
  );
  const account = await runInDurableObject(subAccount(env, cast.tenants.alder.id), (_account, { storage }) =>
    Object.values(dataPlane)
      .filter((one) => is(one, Table))
      .map((table) => storage.sql.exec(`SELECT * FROM "${getTableName(table)}"`).toArray()),
  );
  return JSON.stringify([control, account]);
}

interface Schema {
  $ref?: string;
  properties?: Record<string, unknown>;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}
interface OpenApi {
  paths: Record<string, Record<string, { requestBody?: { content?: Record<string, { schema?: Schema }> } }>>;
  components?: { schemas?: Record<string, Schema> };
}

/** The keys a body may have. */
function keysOf(schema: Schema | undefined, document: OpenApi): Set<string> {
  if (schema === undefined) return new Set();
  const referred =
    schema.$ref === undefined ? undefined : document.components?.schemas?.[schema.$ref.split("/").at(-1) ?? ""];
  const parts = [
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    ...(schema.allOf ?? []),
    ...(referred ? [referred] : []),
  ];
  return new Set([...Object.keys(schema.properties ?? {}), ...parts.flatMap((part) => [...keysOf(part, document)])]);
}
