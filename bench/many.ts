import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Product, startProduct } from "../worker/local/testing/product.ts";
import { ADMIN, type ApiClient, signIn } from "./kit/client.ts";
import { Connection } from "./kit/http-client.ts";
import { percentiles } from "./kit/load.ts";
import type { Scaled } from "./large.ts";
import { growAgency, nameOf } from "./many/grow.ts";

/** Clients of the small installation, and rows of every page: a longer answer takes longer whoever else is there. */
const FEW = 10;
const TIMES = 300;
const WARM_UP = 30;
/** The sides take turns this often: what else the machine does bears on both. */
const TURN = 20;
const COLD_TIMES = 20;
/** Longer than anything about a caller or a tenant is remembered. */
const COLD_PAUSE_MS = 1_050;

/** What is asked of every account at once, of an installation with so many clients beside one with ten: whole requests, over HTTP. */
export async function compareCounts(many: number): Promise<Scaled[]> {
  const [large, small] = [await install(many), await install(FEW)];
  try {
    const rows: Scaled[] = [];
    for (const question of questionsOf()) rows.push(await compare(question, large, small));
    rows.push(await compareCold(large, small));
    return rows;
  } finally {
    for (const side of [large, small]) await side.stop();
  }
}

interface Side {
  count: number;
  platform: string;
  agency: string;
  clients: string[];
  ask(path: string, tenant: string): Promise<{ ms: number; found: number }>;
  stop(): Promise<void>;
}

async function install(count: number): Promise<Side> {
  const state = mkdtempSync(join(tmpdir(), "trellis-many-"));
  const start = (): Promise<Product> =>
    startProduct({
      TRELLIS_STATE: state,
      TRELLIS_SEED: "0",
      TRELLIS_ADMIN_EMAIL: ADMIN.email,
      TRELLIS_ADMIN_PASSWORD: ADMIN.password,
    });
  let product = await start();
  const client: ApiClient = await signIn(product.url);
  const me = await client.call<{ tenants: { id: string }[] }>("GET", "/api/users/me");
  const platform = me.tenants[0]?.id ?? "";
  const create = async (body: object) =>
    (await client.call<{ doc: { id: string } }>("POST", "/api/tenants", { body })).doc.id;
  const agency = await create({ type: "agency", name: "Many", slug: "many" });
  const clients: string[] = [];
  for (let n = 0; n < FEW; n++)
    clients.push(await create({ type: "subaccount", parent: agency, name: nameOf(n), slug: `few-${n}` }));
  if (count > FEW) {
    await product.stop();
    growAgency(state, { agency, platform, from: FEW, to: count });
    product = await start();
  }
  // Opened with the first question: one that nobody uses meanwhile is closed by the server.
  let connection: Connection | undefined;
  const authorization = `Bearer ${client.token}`;
  return {
    count,
    platform,
    agency,
    clients,
    async ask(path, tenant) {
      connection ??= new Connection(new URL(product.url));
      const sent = performance.now();
      const { status, body } = await connection.request("GET", path, { authorization, "x-tenant": tenant }, undefined);
      const ms = performance.now() - sent;
      if (status !== 200) throw new Error(`${path} answered ${status}: ${body.toString().slice(0, 300)}`);
      const { docs } = JSON.parse(body.toString()) as { docs?: unknown[] };
      return { ms, found: docs?.length ?? 1 };
    },
    async stop() {
      connection?.close();
      await product.stop();
      rmSync(state, { recursive: true, force: true });
    },
  };
}

interface Question {
  name: string;
  held: boolean;
  /** What is asked for the n-th time, and on which account. */
  of(side: Side, n: number): { path: string; tenant: string };
}

function questionsOf(): Question[] {
  const list =
    (query: string, at: "platform" | "agency" = "platform"): Question["of"] =>
    (side) => ({ path: `/api/accounts?limit=${FEW}&${query}`, tenant: side[at] });
  return [
    { name: "switcher: a name", held: true, of: list("q=amber+bakery") },
    { name: "switcher: a word of one in twenty", held: true, of: list("q=cedar", "agency") },
    { name: "switcher: two letters", held: true, of: list("q=ce") },
    { name: "switcher: a word that all have", held: false, of: list("q=ltd") },
    { name: "all accounts by name", held: true, of: list("type=subaccount") },
    { name: "all accounts, most unread first", held: true, of: list("type=subaccount&sort=-unread") },
    { name: "clients, latest activity first", held: true, of: list("type=subaccount&sort=-lastActivityAt", "agency") },
    { name: "all accounts on trial", held: true, of: list("type=subaccount&status=trial") },
    {
      name: "all accounts, a page in the middle",
      held: true,
      of: (side, n) => list(`type=subaccount&page=${Math.ceil(side.count / FEW / 2)}`)(side, n),
    },
    {
      name: "resolution, remembered",
      held: true,
      of: ({ clients }, n) => {
        const id = clients[n % clients.length] ?? "";
        return { path: `/api/tenants/${id}`, tenant: id };
      },
    },
  ];
}

async function compare({ name, held, of }: Question, large: Side, small: Side): Promise<Scaled> {
  const times: Record<"large" | "small", number[]> = { large: [], small: [] };
  let found = 0;
  for (let n = -WARM_UP; n < TIMES; n += TURN) {
    for (const [side, which] of [
      [large, "large"],
      [small, "small"],
    ] as const) {
      for (let at = n; at < n + TURN; at++) {
        const { path, tenant } = of(side, at + WARM_UP);
        const answer = await side.ask(path, tenant);
        if (which === "large") found = answer.found;
        if (n >= 0) times[which].push(answer.ms);
      }
    }
  }
  return { name, held, found, large: percentiles(times.large), small: percentiles(times.small) };
}

/** Session, person, grants and tenant read anew for each request. */
async function compareCold(large: Side, small: Side): Promise<Scaled> {
  const times: [number[], number[]] = [[], []];
  for (let n = 0; n < COLD_TIMES; n++) {
    await new Promise((resolve) => setTimeout(resolve, COLD_PAUSE_MS));
    for (const [which, side] of [large, small].entries()) {
      const id = side.clients[n % FEW] ?? "";
      times[which]?.push((await side.ask(`/api/tenants/${id}`, id)).ms);
    }
  }
  return {
    name: "resolution, looked up",
    held: true,
    found: 1,
    large: percentiles(times[0]),
    small: percentiles(times[1]),
  };
}
