import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { ROUTES } from "../app.ts";
import type { DeclaredRoute } from "../middleware/declared-routes.ts";
import { type Chance, chanceOf, LONG, seeds } from "../../durable-objects/kit/chance.test-kit.ts";
import { call, type Call, type Cast, makeCast } from "./cast.test-kit.ts";
import { type IdKind, type Ids, makeRecords, snapshot } from "./records.test-kit.ts";
import { kindsIn, nameOf, sampleOf } from "./samples.test-kit.ts";

/** Generated requests that put ids of another agency's account where their own belong. */
const SUBSTITUTIONS = LONG ? 5_000 : 400;
const ATTACKERS = [
  "agency_admin",
  "agency_member",
  "subaccount_admin",
  "subaccount_member",
  "subaccount_viewer",
] as const;
const PLACES = ["path, query or body", "header", "tenant query", "where", "cursor", "ticket"] as const;

// Two accounts are filled first, on a machine that may be busy.
vi.setConfig({ hookTimeout: 120_000 });

let cast: Cast;
let own: Ids;
let theirs: Ids;
beforeAll(async () => {
  cast = await makeCast();
  own = await makeRecords(cast.people.agency_admin, cast.tenants.alder, "secret-of-alder");
  theirs = await makeRecords(cast.people.southAdmin, cast.tenants.cedar, "secret-of-cedar");
});

/** Signing out is not about anybody's records, and would end the attack. */
const targets = ROUTES.filter(
  ({ policy, path }) => policy.kind !== "open" && !/logout|refresh-token/.test(path) && path !== "/api/users/sessions",
);

interface Attack {
  who: (typeof ATTACKERS)[number];
  place: (typeof PLACES)[number];
  name: string;
  path: string;
  options: Call;
}

/** One request with at least one of the victim's ids in it. */
function drawAttack(chance: Chance): Attack {
  const who = chance.pick(ATTACKERS);
  const place = chance.pick(PLACES);
  const route = chance.pick(targets.filter((candidate) => fits(candidate, place)));
  const kinds = kindsIn(route, own);
  const ids = { ...own };
  if (place === "path, query or body") for (const kind of someOf(kinds, chance)) ids[kind] = theirs[kind];
  const { path, options } = sampleOf(route, ids);
  const url = new URL(path, "https://x");
  let tenant: string | undefined = chance.pick([own.tenant, undefined]);
  if (place === "header") tenant = theirs.tenant;
  if (place === "tenant query") {
    url.searchParams.set("tenant", theirs.tenant);
    tenant = undefined;
  }
  if (place === "where")
    url.searchParams.set(
      chance.pick([
        "where[id][equals]",
        "where[id][in]",
        "where[contact][equals]",
        "where[or][0][id][equals]",
        "where[owner][equals]",
        "where[conversationId][equals]",
        "where[tenantId][equals]",
      ]),
      chance.pick(Object.values(theirs)),
    );
  if (place === "cursor")
    url.searchParams.set(chance.pick(["before", "since", "page", "sort"]), chance.pick(Object.values(theirs)));
  if (place === "ticket") {
    url.searchParams.set("ticket", chance.pick(Object.values(theirs)));
    url.searchParams.set("tenant", theirs.tenant);
  }
  return {
    who,
    place,
    name: nameOf(route),
    path: url.pathname + url.search,
    options: { ...options, ...(tenant === undefined ? {} : { tenant }) },
  };
}

function fits(route: DeclaredRoute, place: Attack["place"]): boolean {
  if (place === "path, query or body")
    return kindsIn(route, own).some((kind) => kind !== "session" || route.path.includes("sessions"));
  if (place === "where" || place === "cursor") return route.method === "GET" && !route.path.includes("users");
  if (place === "ticket") return route.path === "/api/live";
  return route.policy.kind === "onTenant" || route.policy.kind === "onPathTenant";
}

function someOf(kinds: readonly IdKind[], chance: Chance): readonly IdKind[] {
  const some = kinds.filter(() => chance.happens(0.5));
  return some.length === 0 ? [chance.pick(kinds)] : some;
}

/** Whether an attack got anything: the victim's words, or one of their ids that was not sent. */
async function success(attack: Attack, token: string): Promise<string | undefined> {
  const answer = await call(attack.path, { ...attack.options, token });
  if (answer.webSocket) {
    answer.webSocket.accept();
    answer.webSocket.close();
    if (attack.place === "ticket" || attack.place === "header" || attack.place === "tenant query")
      return `a socket: ${attack.path}`;
    return undefined;
  }
  const text = await answer.text();
  const said = `${attack.who}, ${attack.place}: ${attack.name} ${attack.path} > ${answer.status}`;
  if (answer.status >= 500) return `${said}: ${text}`;
  if (text.includes("secret-of-cedar")) return `${said}: ${text}`;
  const sent = attack.path + JSON.stringify(attack.options);
  const leaked = Object.values(theirs).filter((id) => text.includes(id) && !sent.includes(id));
  if (leaked.length > 0) return `${said} tells ${leaked.join()}`;
  const naming = attack.place === "header" || attack.place === "tenant query" || attack.place === "ticket";
  if (naming && answer.status < 400) return `${said}: let in`;
  return undefined;
}

async function attack(seed: number, count: number): Promise<string[]> {
  const chance = chanceOf(seed);
  const successes: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const drawn = drawAttack(chance);
    const found = await success(drawn, cast.people[drawn.who].token);
    if (found !== undefined) successes.push(found);
    // What an attacker rightly deletes of their own is made anew now and then.
    if (i % 50 === 49) own = await makeRecords(cast.people.agency_admin, cast.tenants.alder, "secret-of-alder");
  }
  return successes;
}

describe("ids of another account", () => {
  test(`get nothing and change nothing in ${SUBSTITUTIONS} generated requests`, { timeout: 600_000 }, async () => {
    const [seed = 1] = seeds(1);
    const before = await snapshot(cast.tenants.cedar.id);
    expect({ seed, successes: await attack(seed, SUBSTITUTIONS) }).toEqual({ seed, successes: [] });
    expect(await snapshot(cast.tenants.cedar.id), `seed ${seed}`).toBe(before);
  });

  test(
    "would be seen to get something: an attacker who does reach the account is caught",
    { timeout: 120_000 },
    async () => {
      for (const who of ATTACKERS) {
        await env.DB.prepare(
          "INSERT INTO grants (user_id, tenant_id, role, created_at) VALUES (?, ?, 'subaccount_admin', 1)",
        )
          .bind(cast.people[who].id, cast.tenants.cedar.id)
          .run();
      }
      const { rememberedPrincipals } = await import("../middleware/remembered-principals.ts");
      rememberedPrincipals.clear();
      expect((await attack(7, 150)).length).toBeGreaterThan(10);
    },
  );
});
