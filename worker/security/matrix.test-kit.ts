import { beforeAll, vi } from "vitest";
import { type Capability, capabilitiesOf, KEY_SCOPES, type Role } from "../../schema/capabilities.ts";
import { ROUTES } from "../app.ts";
import type { DeclaredRoute } from "../middleware/declared-routes.ts";
import { type Call, type Cast, makeCast, type Person } from "./cast.test-kit.ts";
import {
  agentOf,
  apiKeyOf,
  auditOf,
  domainOf,
  type Ids,
  invitationOf,
  makeMember,
  makeRecords,
  renewRecords,
  roleOf,
  ownIds,
} from "./records.test-kit.ts";
import { nameOf, sampleOf } from "./samples.test-kit.ts";

/** Every route x every role x {own, sibling, other agency, anonymous}. New routes are covered by being declared. */
type Place = keyof Cast["tenants"];
export const SUB_ACCOUNTS = ["alder", "birch", "cedar"] as const;
export const PLACES = ["platform", "north", ...SUB_ACCOUNTS] as const satisfies Place[];

export let cast: Cast;
export const records = {} as Record<(typeof SUB_ACCOUNTS)[number], Ids>;

/** For the head of a file of the matrix: everybody and everything its requests are about, made once. */
export function prepareMatrix(): void {
  // Hundreds of requests a test, on a machine that may be busy.
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
  beforeAll(async () => {
    cast = await makeCast();
    for (const place of SUB_ACCOUNTS) records[place] = await makeRecords(...ownerOf(place));
  });
}

export const guarded = ROUTES.filter(({ policy }) => policy.kind !== "open" && policy.kind !== "perhapsSignedIn");
export const onTenants = guarded.filter(({ policy }) => policy.kind !== "signedIn");

function ownerOf(place: (typeof SUB_ACCOUNTS)[number]): Parameters<typeof makeRecords> {
  const admin = cast.people[place === "cedar" ? "southAdmin" : "agency_admin"];
  return [admin, cast.tenants[place], `secret-of-${place}`];
}

/** Makes anew what a route took from an account when it served. */
export async function renew(place: (typeof SUB_ACCOUNTS)[number], route: DeclaredRoute): Promise<void> {
  records[place] = await renewRecords(nameOf(route), records[place], ...ownerOf(place));
}

/** What may be done where, written anew here, apart from the code that decides it: which tenants a person's grant reaches, and what their role allows. */
export const REACH: Record<keyof Cast["people"], readonly Place[]> = {
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
export interface Standing {
  reach: readonly Place[];
  capabilities: readonly Capability[];
  /** The tenant on which it is a person's own grant. */
  administers?: string;
}
export function standingOf(who: keyof Cast["people"]): Standing {
  return { reach: REACH[who], capabilities: capabilitiesOf(cast.people[who].role), administers: cast.people[who].home };
}

export function expected(route: DeclaredRoute, who: Standing, place: Place): number | "served" {
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
export const KEYS = {
  agency: { home: "north", reach: ["north", "alder", "birch"], capabilities: capabilitiesOf("agency_admin") },
  account: { home: "alder", reach: ["alder"], capabilities: ["viewLeads", "editLeads", "viewSettings"] },
  everything: { home: "platform", reach: [...PLACES, "south"], capabilities: capabilitiesOf("platform_admin") },
} as const satisfies Record<string, Standing & { home: Place }>;
/** Doors that need somebody in front of them, whatever a key is allowed. */
const FOR_PEOPLE: ReadonlySet<string> = new Set([
  "GET /api/live",
  "GET /api/accounts/live",
  "POST /api/live/tickets",
  // It acts with a person's rights.
  "POST /api/concierge/sessions",
  "POST /api/concierge/sessions/:id/steer",
  "POST /api/concierge/sessions/:id/relays",
  "POST /api/concierge/fleets",
  "GET /api/concierge/sessions/:id/live",
  "GET /api/drafts",
  "PUT /api/conversations/:conversationId/draft",
  "DELETE /api/conversations/:conversationId/draft",
  "POST /api/tenants/:id/purge",
]);

export function expectedOfKey(
  route: DeclaredRoute,
  { reach, capabilities }: Standing,
  place: Place,
): number | "served" {
  if (route.policy.kind === "signedIn") return 401;
  const may = capabilities.filter((capability) => KEY_SCOPES.includes(capability));
  const want = expected(route, { reach, capabilities: may }, place);
  return want === "served" && FOR_PEOPLE.has(nameOf(route)) ? 403 : want;
}

/** Where a route is tried: one about the person alone at home and at a place that is somebody else's, which must be all the same to it. */
export function placesOf({ policy }: DeclaredRoute, { home }: Person): readonly Place[] {
  if (policy.kind !== "signedIn") return PLACES;
  const own = PLACES.find((place) => cast.tenants[place].id === home) ?? "north";
  return [own, own === "cedar" ? "alder" : "cedar"];
}

const WRONG_TYPE: ReadonlySet<string> = new Set(["not_a_subaccount", "not_an_agency", "not_the_platform"]);
/** Served: done, or a refusal that only the record itself explains. */
const SERVED = new Set([101, 200, 201, 202, 409]);

/** The one refusal that says a route was reached and its sample no more than a guess. */
export const GUESSED: Record<string, number> = { "PUT /api/users/authenticator": 400, "POST /api/users/passkeys": 401 };

export function outcome(status: number, said: readonly string[]): number | "served" {
  return SERVED.has(status) && !said.some((code) => WRONG_TYPE.has(code)) ? "served" : status;
}

export async function codes(answer: Response): Promise<string[]> {
  answer.webSocket?.accept();
  answer.webSocket?.close();
  const text = await answer.text();
  if (!text.startsWith("{")) return [];
  return ((JSON.parse(text) as { errors?: { code: string }[] }).errors ?? []).map(({ code }) => code);
}

export async function sampleAt(
  route: DeclaredRoute,
  person: Person,
  place: Place,
): Promise<{ path: string; options: Call }> {
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

export function isSubAccount(place: Place): place is (typeof SUB_ACCOUNTS)[number] {
  return (SUB_ACCOUNTS as readonly Place[]).includes(place);
}
