import { beforeAll, expect, test, vi } from "vitest";
import { type Chance, chanceOf, LONG, seeds } from "../../durable-objects/kit/chance.test-kit.ts";
import { CATALOG } from "../../modules/catalog.ts";
import { ROUTES } from "../app.ts";
import type { DeclaredRoute } from "../middleware/declared-routes.ts";
import { call, type Call, type Cast, makeCast, type Person, revive, signIn } from "./cast.test-kit.ts";
import { type Description, judgeOf, operationOf, readDescription } from "./described.test-kit.ts";
import { drawer, type JsonSchema } from "./draw-value.test-kit.ts";
import { type Ids, makeRecords, ownIds } from "./records.test-kit.ts";
import { nameOf, sampleOf } from "./samples.test-kit.ts";

/** Requests drawn from the API's own description, right ones and wrong ones: none is answered 5xx, and every answer is as described. */
const RUNS = LONG ? 10 : 1;
// Some four for each route: with fewer, chance alone may have too few of them served.
const REQUESTS = LONG ? 5_000 : 1_100;
/** What requests used up or broke is made anew after so many. */
const FRESH_EVERY = 400;
/** The chance that a part of a request is something the description does not allow. */
const ODD = 0.08;

vi.setConfig({ hookTimeout: 120_000 });

let cast: Cast;
let ids: Ids;
let description: Description;
beforeAll(async () => {
  description = await readDescription();
  await begin();
});

/** Other agencies, clients and people than before, on a platform that has decided nothing. */
async function begin(): Promise<void> {
  cast = await makeCast();
  const { token } = cast.people.platform_admin;
  const undecided = { hidden: false, plans: null, price: null };
  for (const { slug } of CATALOG) await call(`/api/modules/${slug}`, { method: "PATCH", token, body: undecided });
  ids = await makeRecords(cast.people.agency_admin, cast.tenants.alder, "drawn");
}

/** Who asks: mostly somebody who may. */
function callerOf({ policy }: DeclaredRoute, chance: Chance): Person {
  if (chance.happens(0.2)) return chance.pick(Object.values(cast.people));
  const onPlatform = policy.kind === "overPathTenant" || (policy.kind === "onTenant" && policy.on.includes("platform"));
  return onPlatform && chance.happens(0.5) ? cast.people.platform_admin : cast.people.agency_admin;
}

function tenantOf({ policy }: DeclaredRoute, chance: Chance): string | undefined {
  if (policy.kind !== "onTenant") return chance.happens(0.05) ? cast.tenants.alder.id : undefined;
  if (chance.happens(0.05)) return chance.pick([undefined, "", "tnt_x", cast.tenants.cedar.id]);
  if (policy.on.includes("subaccount") && chance.happens(0.7)) return cast.tenants.alder.id;
  return cast.tenants[policy.on.includes("agency") ? "north" : "platform"].id;
}

function drawRequest(route: DeclaredRoute, sampled: Ids, chance: Chance): { path: string; options: Call } {
  const { parameters = [], requestBody } = operationOf(description, route);
  const { draw, oddity } = drawer(description, chance, ODD);
  const sample = sampleOf(route, sampled);
  const url = new URL(sample.path, "https://x");
  const path = chance.happens(ODD) ? withOddPart(route, sampled, oddity()) : url.pathname;
  if (chance.happens(0.3)) url.search = "";
  for (const { name, in: place, schema, required } of parameters)
    if (place === "query" && (required ? !url.searchParams.has(name) : chance.happens(0.3)))
      url.searchParams.set(name, textOf(draw(schema ?? {})));
  if (chance.happens(ODD)) url.searchParams.append(chance.pick(ODD_QUERIES), textOf(oddity()));
  return { path: path + url.search, options: { ...sample.options, ...drawBody(requestBody, sample.options.body) } };

  function drawBody(described: typeof requestBody, sampleBody: unknown): Pick<Call, "body"> {
    const schema = described?.content?.["application/json"]?.schema;
    if (schema === undefined) return sampleBody === undefined || chance.happens(0.9) ? {} : { body: textOf(oddity()) };
    if (chance.happens(ODD / 2)) return { body: chance.pick(["", "{", "[]", "\u0000", '{"a":1,"a":2}', "null"]) };
    const drawn = draw(schema as JsonSchema);
    if (typeof sampleBody !== "object" || typeof drawn !== "object" || chance.happens(0.4)) return { body: drawn };
    // A right body with a few drawn parts gets further in than one that is drawn whole.
    const parts = Object.entries(drawn ?? {}).filter(() => chance.happens(0.4));
    return { body: { ...sampleBody, ...Object.fromEntries(parts) } };
  }
}

const ODD_QUERIES = [
  "where",
  "where[id][equals]",
  "where[or][0][name][like]",
  "where[and][0][or][0][createdAt][greater_than]",
  "where[__proto__][equals]",
  "sort",
  "limit",
  "page",
  "before",
  "since",
  "tenant",
  "depth",
  "q",
] as const;

/** The route's path with something odd for one of its parts; a dot alone would be another path. */
function withOddPart(route: DeclaredRoute, sampled: Ids, odd: unknown): string {
  const part = encodeURIComponent(textOf(odd).toWellFormed() || "-");
  if (!route.path.includes(":")) return sampleOf(route, sampled).path.split("?")[0] ?? "";
  return sampleOf({ ...route, path: route.path.replace(/:\w+/, part) }, sampled).path.split("?")[0] ?? "";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** Sends requests drawn with this seed. Answers what was wrong with their answers, and how many were served. */
async function ask(seed: number, count: number, told: Description): Promise<{ faults: string[]; served: Set<string> }> {
  const chance = chanceOf(seed);
  const judge = judgeOf(told);
  const faults: string[] = [];
  const served = new Set<string>();
  for (let i = 0; i < count; i += 1) {
    if (i % FRESH_EVERY === FRESH_EVERY - 1) await begin();
    const route = chance.pick(ROUTES);
    const person = callerOf(route, chance);
    const { path, options } = drawRequest(route, { ...ids, ...(await ownIds(route, person)) }, chance);
    // Some of them end the session they are called with.
    const ends = route.policy.kind === "signedIn" || /logout|refresh-token/.test(route.path);
    const token = chance.happens(0.05) ? undefined : ends ? await signIn(person) : person.token;
    const answer = await call(path, { ...options, token, tenant: tenantOf(route, chance) });
    if (answer.status < 300) served.add(nameOf(route));
    const fault = await judge(route, answer);
    if (fault !== undefined) faults.push(`${nameOf(route)} ${path} ${textOf(options.body).slice(0, 300)} > ${fault}`);
    if (answer.status < 300 && route.policy.kind === "overPathTenant") await revive(cast, cast.tenants.alder.id);
  }
  return { faults, served };
}

test.each(seeds(RUNS))(
  `${REQUESTS} drawn requests: no answer of 5xx, none but as it is described (seed %i)`,
  { timeout: 1_800_000 },
  async (seed) => {
    const { faults, served } = await ask(seed, REQUESTS, description);
    expect([...new Set(faults)]).toEqual([]);
    // Requests that are all refused would show nothing.
    expect(served.size).toBeGreaterThan(ROUTES.length / 4);
  },
);

test("answers that are not as described are found out", { timeout: 120_000 }, async () => {
  const other = structuredClone(description);
  for (const operations of Object.values(other.paths))
    for (const operation of Object.values(operations)) {
      delete operation.responses["404"];
      const schema = operation.responses["200"]?.content?.["application/json"]?.schema;
      if (schema !== undefined) schema.required = [...(schema.required ?? []), "notThere"];
    }
  const { faults } = await ask(7, 150, other);
  expect(faults.some((fault) => fault.includes("404 is not described"))).toBe(true);
  expect(faults.some((fault) => fault.includes("200 is not as described"))).toBe(true);
});
