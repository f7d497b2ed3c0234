import { beforeAll, describe, expect, test, vi } from "vitest";
import { type Capability, capabilitiesOf, KEY_SCOPES, type Role } from "../../schema/capabilities.ts";
import { ROUTES } from "../app.ts";
import type { DeclaredRoute } from "../middleware/declared-routes.ts";
import { call, type Call, type Cast, keyTo, makeCast, type Person, revive, signIn } from "./cast.test-kit.ts";
import {
  agentOf,
  apiKeyOf,
  auditOf,
  domainOf,
  type Ids,
  invitationOf,
  makeMember,
  makeRecords,
  missingIds,
  renewRecords,
  roleOf,
  ownIds,
} from "./records.test-kit.ts";
import { kindsIn, nameOf, sampleOf } from "./samples.test-kit.ts";

/** Every route x every role x {own, sibling, other agency, anonymous}. New routes are covered by being declared. */
type Place = keyof Cast["tenants"];
const SUB_ACCOUNTS = ["alder", "birch", "cedar"] as const;
const PLACES = ["platform", "north", ...SUB_ACCOUNTS] as const satisfies Place[];

// Hundreds of requests a test, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let cast: Cast;
const records = {} as Record<(typeof SUB_ACCOUNTS)[number], Ids>;
beforeAll(async () => {
  cast = await makeCast();
  for (const place of SUB_ACCOUNTS) records[place] = await makeRecords(...ownerOf(place));
});

const guarded = ROUTES.filter(({ policy }) => policy.kind !== "open" && policy.kind !== "perhapsSignedIn");
const onTenants = guarded.filter(({ policy }) => policy.kind !== "signedIn");

function ownerOf(place: (typeof SUB_ACCOUNTS)[number]): Parameters<typeof makeRecords> {
  const admin = cast.people[place === "cedar" ? "southAdmin" : "agency_admin"];
  return [admin, cast.tenants[place], `secret-of-${place}`];
}

/** Makes anew what a route took from an account when it served. */
async function renew(place: (typeof SUB_ACCOUNTS)[number], route: DeclaredRoute): Promise<void> {
  records[place] = await renewRecords(nameOf(route), records[place], ...ownerOf(place));
}

/** What may be done where, written anew here, apart from the code that decides it: which tenants a person's grant reaches, and what their role allows. */
const REACH: Record<keyof Cast["people"], readonly Place[]> = {
  platform_admin: [...PLACES, "south"],
  agency_admin: ["north", "alder", "birch"],
  agency_member: ["north", "alder", "birch"],
  subaccount_admin: ["alder"],
  subaccount_member: ["alder"],
  subaccount_viewer: ["alder"],
  southAdmin: ["south", "cedar"],
  cedarAdmin: ["cedar"],
};

const PARENT: Partial<Record<Place, Place>> = { north: "platform", alder: "north", birch: "north", cedar: "south" };

/** Where a caller's grants reach, and what they allow there. */
interface Standing {
  reach: readonly Place[];
  capabilities: readonly Capability[];
  /** The tenant on which it is a person's own grant. */
  administers?: string;
}
function standingOf(who: keyof Cast["people"]): Standing {
  return { reach: REACH[who], capabilities: capabilitiesOf(cast.people[who].role), administers: cast.people[who].home };
}

function expected(route: DeclaredRoute, who: Standing, place: Place): number | "served" {
  const { policy } = route;
  if (policy.kind === "overPathTenant") {
    if (!who.reach.includes(place)) return 404;
    const parent = PARENT[place];
    const reached = parent !== undefined && who.reach.includes(parent);
    return reached && who.capabilities.includes(policy.capability) ? "served" : 403;
  }
  if (policy.kind !== "onTenant" && policy.kind !== "onPathTenant") return "served";
  if (!who.reach.includes(place)) return 404;
  if (policy.kind === "onTenant" && !policy.on.includes(cast.tenants[place].type)) return 409;
  if (!who.capabilities.includes(policy.capability)) return 403;
  return MORE_THAN_POLICY[nameOf(route)]?.(who, place) ?? "served";
}

/** Routes whose verb asks for more than their policy. */
const MORE_THAN_POLICY: Record<string, (who: Standing, place: Place) => number | "served"> = {
  "POST /api/tenants": expectedOfParent,
  // A client's plan is for whoever decides above it; an agency's own is its own.
  "PUT /api/tenants/:id/plan": ({ reach }, place) =>
    !isSubAccount(place) || reach.includes(PARENT[place] ?? place) ? "served" : 403,
  // Nobody of the platform stands below anybody.
  "POST /api/impersonations": (_who, place) => (place === "platform" ? 404 : "served"),
  // It is the maker's, who manages people there too.
  "DELETE /api/impersonations/:id": ({ capabilities }) => (capabilities.includes("manageUsers") ? "served" : 403),
  // Decided by the account's own administrators alone, whatever those above may do.
  "PUT /api/impersonations/consent": ({ administers }, place) =>
    administers === cast.tenants[place].id ? "served" : 403,
};

/** Making a tenant needs the right on the parent, which the sample names: the agency of the place. */
function expectedOfParent({ reach, capabilities }: Standing, place: Place): number | "served" {
  const parent = place === "cedar" ? "south" : "north";
  if (!reach.includes(parent)) return 404;
  return capabilities.includes("createTenants") ? "served" : 403;
}

/** API keys as one more kind of caller. `everything` holds in its row what no key may do: it must do it no more than the others. */
const KEYS = {
  agency: { home: "north", reach: ["north", "alder", "birch"], capabilities: capabilitiesOf("agency_admin") },
  account: { home: "alder", reach: ["alder"], capabilities: ["viewLeads", "editLeads", "viewSettings"] },
  everything: { home: "platform", reach: [...PLACES, "south"], capabilities: capabilitiesOf("platform_admin") },
} as const satisfies Record<string, Standing & { home: Place }>;
/** Doors that need somebody in front of them, whatever a key is allowed. */
const FOR_PEOPLE: ReadonlySet<string> = new Set([
  "GET /api/live",
  "GET /api/accounts/live",
  "POST /api/live/tickets",
  "GET /api/drafts",
  "PUT /api/conversations/:conversationId/draft",
  "DELETE /api/conversations/:conversationId/draft",
  "POST /api/tenants/:id/purge",
]);

function expectedOfKey(route: DeclaredRoute, { reach, capabilities }: Standing, place: Place): number | "served" {
  if (route.policy.kind === "signedIn") return 401;
  const may = capabilities.filter((capability) => KEY_SCOPES.includes(capability));
  const want = expected(route, { reach, capabilities: may }, place);
  return want === "served" && FOR_PEOPLE.has(nameOf(route)) ? 403 : want;
}

test("there are routes, and each is declared", () => {
  expect(ROUTES.length).toBeGreaterThan(40);
  for (const route of ROUTES) expect(route.policy.kind, nameOf(route)).toBeTypeOf("string");
});

describe("no route serves a stranger", () => {
  test.each(guarded.map((route) => [nameOf(route), route] as const))("%s", async (_name, route) => {
    for (const place of SUB_ACCOUNTS) {
      const { path, options } = sampleOf(route, records[place]);
      for (const tenant of [undefined, cast.tenants[place].id]) {
        const answer = await call(path, { ...options, tenant });
        expect([answer.status, await codes(answer)]).toEqual([401, ["unauthenticated"]]);
      }
    }
  });
});

describe("each role gets what it may and no more", () => {
  test.each(guarded.map((route) => [nameOf(route), route] as const))("%s", async (_name, route) => {
    for (const [who, person] of Object.entries(cast.people) as [keyof Cast["people"], Person][]) {
      for (const place of placesOf(route, person)) {
        const want = expected(route, standingOf(who), place);
        const sample = await sampleAt(route, person, place);
        // Some of them end the session they are called with.
        const token = route.policy.kind === "signedIn" ? await signIn(person) : person.token;
        const answer = await call(sample.path, { ...sample.options, token, tenant: cast.tenants[place].id });
        const said = await codes(answer);
        const got = answer.status === GUESSED[nameOf(route)] ? "served" : outcome(answer.status, said);
        expect(got, `${who} at ${place}: ${answer.status} ${said.join()}`).toBe(want);
        // What this took away is made anew for those that come after.
        if (route.path.startsWith("/api/users/")) person.token = await signIn(person);
        if (route.policy.kind === "overPathTenant" && want === "served") await revive(cast, cast.tenants[place].id);
        if (want === "served" && route.method === "DELETE" && isSubAccount(place)) await renew(place, route);
      }
    }
  });
});

/** Where a route is tried: one about the person alone at home and at a place that is somebody else's, which must be all the same to it. */
function placesOf({ policy }: DeclaredRoute, { home }: Person): readonly Place[] {
  if (policy.kind !== "signedIn") return PLACES;
  const own = PLACES.find((place) => cast.tenants[place].id === home) ?? "north";
  return [own, own === "cedar" ? "alder" : "cedar"];
}

describe("each API key gets what it may and no more", () => {
  const tokens = {} as Record<keyof typeof KEYS, string>;
  beforeAll(async () => {
    for (const [name, { home, capabilities }] of Object.entries(KEYS) as [keyof typeof KEYS, (typeof KEYS)["agency"]][])
      tokens[name] = await keyTo(cast.tenants[home].id, capabilities, cast.people.agency_admin.id);
  });

  test.each(guarded.map((route) => [nameOf(route), route] as const))("%s", async (_name, route) => {
    for (const [name, key] of Object.entries(KEYS) as [keyof typeof KEYS, Standing][]) {
      for (const place of PLACES) {
        const want = expectedOfKey(route, key, place);
        const sample = await sampleAt(route, cast.people.agency_admin, place);
        const answer = await call(sample.path, {
          ...sample.options,
          token: tokens[name],
          tenant: cast.tenants[place].id,
        });
        const said = await codes(answer);
        expect(outcome(answer.status, said), `${name} at ${place}: ${answer.status} ${said.join()}`).toBe(want);
        if (route.policy.kind === "overPathTenant" && want === "served") await revive(cast, cast.tenants[place].id);
        if (want === "served" && route.method === "DELETE" && isSubAccount(place)) await renew(place, route);
      }
    }
  });
});

const WRONG_TYPE: ReadonlySet<string> = new Set(["not_a_subaccount", "not_an_agency", "not_the_platform"]);
/** Served: done, or a refusal that only the record itself explains. */
const SERVED = new Set([101, 200, 201, 202, 409]);

/** The one refusal that says a route was reached and its sample no more than a guess. */
const GUESSED: Record<string, number> = { "PUT /api/users/authenticator": 400, "POST /api/users/passkeys": 401 };

function outcome(status: number, said: readonly string[]): number | "served" {
  return SERVED.has(status) && !said.some((code) => WRONG_TYPE.has(code)) ? "served" : status;
}

describe("a valid request is valid", () => {
  // Without this, a route could refuse every sample for its form and never come to the question whose it is.
  const REFUSED_IN_SAMPLE: Record<string, number> = {
    "POST /api/integrations": 409,
    "DELETE /api/tenants/:id/suspension": 409,
    "DELETE /api/tenants/:id/cancellation": 409,
    "PUT /api/tenants/:id/restoration": 409,
    // They were added when the roles were tried.
    "POST /api/members": 409,
    // An agency does not decide it for its client.
    "PUT /api/impersonations/consent": 403,
    // It is not deleted, and it stands there already.
    "POST /api/tenants/:id/purge": 409,
    // It is not on trial.
    "PUT /api/tenants/:id/trial": 409,
    "PUT /api/tenants/:id/parent": 409,
    // Nobody has looked at the preview.
    "POST /api/contacts/:id/merges": 409,
    "POST /api/conversations/:conversationId/messages/:messageId/retry": 409,
    "PUT /api/conversations/:conversationId/messages/:messageId/reaction": 409,
    "DELETE /api/conversations/:conversationId/messages/:messageId/reaction": 409,
  };
  test.each(onTenants.map((route) => [nameOf(route), route] as const))("%s", async (name, route) => {
    const { path, options } = sampleOf(route, records.alder);
    const on = route.policy.kind === "onTenant" ? route.policy.on : ["subaccount"];
    const place = on.includes("subaccount") ? "alder" : on.includes("agency") ? "north" : "platform";
    const who = place === "platform" ? "platform_admin" : "agency_admin";
    const answer = await call(path, { ...options, token: cast.people[who].token, tenant: cast.tenants[place].id });
    const want = REFUSED_IN_SAMPLE[name];
    expect(
      want === undefined ? answer.status < 300 : answer.status === want,
      `${answer.status} ${JSON.stringify(await codes(answer))}`,
    ).toBe(true);
    if (route.policy.kind === "overPathTenant") await revive(cast, cast.tenants.alder.id);
    if (route.method === "DELETE") await renew("alder", route);
  });
});

describe("a foreign id answers as one that nothing has", () => {
  const callers: (keyof Cast["people"])[] = ["agency_admin", "subaccount_admin", "subaccount_viewer"];

  test.each(onTenants.map((route) => [nameOf(route), route] as const))("as active tenant: %s", async (_name, route) => {
    for (const who of callers) {
      for (const how of ["header", "query"] as const) {
        const send = async (tenant: string) => {
          const { path, options } = sampleOf(route, records.alder);
          const named = how === "header" ? path : `${path}${path.includes("?") ? "&" : "?"}tenant=${tenant}`;
          return facts(
            await call(named, { ...options, token: cast.people[who].token, ...(how === "header" ? { tenant } : {}) }),
          );
        };
        const nobodys = await send(missingIds().tenant);
        expect(nobodys.status).toBe(404);
        for (const foreign of [cast.tenants.cedar.id, cast.tenants.south.id, cast.tenants.platform.id])
          expect(await send(foreign)).toEqual(nobodys);
      }
    }
  });

  // Every place in path, query and body where a request names a record, one by one.
  test.each(onTenants.map((route) => [nameOf(route), route] as const))("in a request: %s", async (_name, route) => {
    const missing = missingIds();
    for (const kind of kindsIn(route, records.alder)) {
      for (const who of callers) {
        const send = async (id: string) => {
          const { path, options } = sampleOf(route, { ...records.alder, [kind]: id });
          return facts(await call(path, { ...options, token: cast.people[who].token, tenant: cast.tenants.alder.id }));
        };
        // The agency's admin may see birch as well, and yet not from within alder.
        const owners = (["birch", "cedar"] as const).filter((owner) => !reachable(kind, who, owner));
        if (owners.length === 0) continue;
        const nobodys = await send(missing[kind]);
        for (const owner of owners) {
          const theirs = await send(records[owner][kind]);
          expect(theirs, `${kind} of ${owner}, by ${who}`).toEqual(nobodys);
          expect(theirs.text).not.toContain(`secret-of-${owner}`);
        }
      }
    }
  });

  /** Tenants are named outright, and people of birch's agency are alder's as well: those are not foreign. */
  function reachable(kind: keyof Ids, who: keyof Cast["people"], owner: "birch" | "cedar"): boolean {
    if (kind === "tenant") return REACH[who].includes(owner);
    return (kind === "agency" || kind === "user" || kind === "viewed") && owner === "birch";
  }
});

const NEW_IN_EACH: ReadonlySet<string> = new Set(["x-request-id", "date", "ratelimit"]);

/** All of an answer that a client can see, but for what is new in every one. */
async function facts(answer: Response): Promise<{ status: number; headers: [string, string][]; text: string }> {
  answer.webSocket?.accept();
  answer.webSocket?.close();
  const headers = [...answer.headers].filter(([name]) => !NEW_IN_EACH.has(name));
  const text = (await answer.text()).replaceAll(/req_[0-9a-z]{26}/g, "req").replaceAll(/msg_[0-9a-z]{26}/g, "msg");
  return { status: answer.status, headers: headers.sort(), text };
}

async function codes(answer: Response): Promise<string[]> {
  answer.webSocket?.accept();
  answer.webSocket?.close();
  const text = await answer.text();
  if (!text.startsWith("{")) return [];
  return ((JSON.parse(text) as { errors?: { code: string }[] }).errors ?? []).map(({ code }) => code);
}

async function sampleAt(route: DeclaredRoute, person: Person, place: Place): Promise<{ path: string; options: Call }> {
  const ids = { ...(isSubAccount(place) ? records[place] : records.alder), tenant: cast.tenants[place].id };
  Object.assign(ids, await ownIds(route, person));
  // What a tenant of any type may have.
  if (route.path === "/api/members" && place === "platform") ids.user = cast.people.platform_admin.id;
  if (route.path.startsWith("/api/members/:id"))
    ids.member = (await makeMember(cast.tenants[place].id, roleOn(place))).member;
  if (route.path === "/api/roles/:id") ids.role = await roleOf(cast.people, cast.tenants[place]);
  if (route.path.startsWith("/api/audit/:id")) ids.audit = await auditOf(cast.people, cast.tenants[place]);
  if (route.path.startsWith("/api/keys/:id")) ids.apiKey = await apiKeyOf(cast.people, cast.tenants[place]);
  if (route.path.startsWith("/api/agents/:id")) ids.agent = await agentOf(cast.people, cast.tenants[place]);
  if (route.path.startsWith("/api/domains/:id") && place === "north")
    ids.domain = await domainOf(cast.people, cast.tenants[place]);
  if (route.path === "/api/impersonations" && place === "north") ids.viewed = cast.people.agency_member.id;
  if (route.path.startsWith("/api/invitations/:id"))
    ids.invitation = await invitationOf(cast.people.platform_admin, cast.tenants[place]);
  return sampleOf(route, ids);
}

function roleOn(place: Place): Role {
  if (place === "platform") return "platform_admin";
  return isSubAccount(place) ? "subaccount_viewer" : "agency_member";
}

function isSubAccount(place: Place): place is (typeof SUB_ACCOUNTS)[number] {
  return (SUB_ACCOUNTS as readonly Place[]).includes(place);
}
