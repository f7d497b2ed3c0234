import { Connection } from "./kit/http-client.ts";
import type { ApiClient, BenchAccount } from "./kit/client.ts";
import { type Load, load, type Shot } from "./kit/load.ts";

const LEADS = 2_000;
const CONNECTIONS = 16;
const ROUNDS = 3;

/** One line of the report: an operation through the whole stack, and the same on the floor. */
export interface Compared {
  name: string;
  product: Load;
  floor: Load;
  /** Product's rate over the floor's. */
  ratio: number;
}

interface Side {
  url: string;
  headers(tenant: number): Record<string, string>;
  path(tenant: number, id?: string): string;
  list: string;
  ids: string[][];
}

/**
 * The whole stack (session, tenant, policy, validation, audit, timeline) against a bare Worker with one object a tenant: list the 50 newest
 * of 2,000 leads with their total, get, create, patch; tenants in rotation, 16 connections. The sides take turns, the median round counts.
 */
export async function compareCollections(
  product: { url: string; client: ApiClient; accounts: BenchAccount[] },
  floorUrl: string,
  seconds: number,
): Promise<Compared[]> {
  const ours: Side = {
    url: product.url,
    headers: (tenant) => ({
      authorization: `Bearer ${product.client.token}`,
      "x-tenant": product.accounts[tenant]?.id ?? "",
    }),
    path: (_tenant, id) => (id === undefined ? "/api/contacts" : `/api/contacts/${id}`),
    list: "?where[stage][equals]=lead&sort=-createdAt&limit=50",
    ids: [],
  };
  const bare: Side = {
    url: floorUrl,
    headers: () => ({}),
    path: (tenant, id) => (id === undefined ? `/t/${tenant}/leads` : `/t/${tenant}/leads/${id}`),
    list: "",
    ids: [],
  };
  const tenants = product.accounts.length;
  for (const side of [ours, bare]) await fill(side, tenants);

  const compared: Compared[] = [];
  for (const [name, shot] of Object.entries(OPERATIONS)) {
    const rounds: { product: Load; floor: Load }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const floor = await load(bare.url, {
        connections: CONNECTIONS,
        seconds,
        shot: (n) => shot(bare, n % tenants, n),
      });
      const whole = await load(ours.url, {
        connections: CONNECTIONS,
        seconds,
        shot: (n) => shot(ours, n % tenants, n),
      });
      rounds.push({ product: whole, floor });
    }
    const median = rounds.toSorted((a, b) => a.product.rate / a.floor.rate - b.product.rate / b.floor.rate)[
      Math.floor(ROUNDS / 2)
    ];
    if (median) compared.push({ name, ...median, ratio: median.product.rate / median.floor.rate });
  }
  return compared;
}

const OPERATIONS: Record<string, (side: Side, tenant: number, n: number) => Shot> = {
  "list 50 newest of 2,000 with total": (side, tenant) => ({
    method: "GET",
    path: side.path(tenant) + side.list,
    headers: side.headers(tenant),
  }),
  "get one": (side, tenant, n) => ({
    method: "GET",
    path: side.path(tenant, idOf(side, tenant, n)),
    headers: side.headers(tenant),
  }),
  create: (side, tenant, n) => ({
    method: "POST",
    path: side.path(tenant),
    headers: side.headers(tenant),
    body: JSON.stringify({ name: `Created ${n}` }),
  }),
  patch: (side, tenant, n) => ({
    method: "PATCH",
    path: side.path(tenant, idOf(side, tenant, n)),
    headers: side.headers(tenant),
    body: JSON.stringify({ company: `Company ${n}` }),
  }),
};

function idOf(side: Side, tenant: number, n: number): string {
  const ids = side.ids[tenant] ?? [];
  return ids[(n * 7919) % ids.length] ?? "";
}

async function fill(side: Side, tenants: number): Promise<void> {
  await Promise.all(
    Array.from({ length: tenants }, async (_unused, tenant) => {
      const connection = new Connection(new URL(side.url));
      const ids: string[] = [];
      for (let n = 0; n < LEADS; n++) {
        const body = JSON.stringify({ name: `Lead ${n}`, email: `lead${n}@mail.example` });
        const answer = await connection.request("POST", side.path(tenant), side.headers(tenant), body);
        if (answer.status !== 201) throw new Error(`filling answered ${answer.status}: ${answer.body.toString()}`);
        const made = JSON.parse(answer.body.toString()) as { id?: string; doc?: { id: string } };
        ids.push(made.doc?.id ?? made.id ?? "");
      }
      connection.close();
      side.ids[tenant] = ids;
    }),
  );
}
