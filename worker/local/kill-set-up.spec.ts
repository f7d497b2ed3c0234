import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ADMIN, type ApiClient, signIn } from "../../bench/kit/client.ts";
import type { ConciergeSession } from "../../schema/contracts/concierge.ts";
import type { Integration } from "../../schema/contracts/integrations.ts";
import { freePort } from "./testing/free-port.ts";
import { type Product, startProduct } from "./testing/product.ts";

const GIVE_UP_MS = 90_000;
/** Of kinds that differ: a channel with an object behind it, AI with an agent, and some that only connect. */
const MODULES = ["ai", "whatsapp", "instagram", "slack", "telegram", "discord", "payments"];

let state: string;
let port: number;
let product: Product;

beforeEach(async () => {
  state = mkdtempSync(join(tmpdir(), "trellis-kill-set-up-"));
  port = await freePort();
  product = await start();
});
afterEach(async () => {
  await product.stop();
  rmSync(state, { recursive: true, force: true });
});

test("killing everything in the middle of a set-up ends it as if nothing had happened", async () => {
  const client = await signIn(product.url);
  const { doc: agency } = await make(client, { type: "agency", name: "Killed", slug: "kill-agency" });
  // Of one name, for the agent that is suggested carries it.
  const [spared, killed] = await Promise.all(
    ["spared", "killed"].map(async (slug) => {
      const { doc } = await make(client, {
        type: "subaccount",
        parent: agency.id,
        name: "Client",
        slug: `kill-${slug}`,
      });
      return doc.id;
    }),
  );
  if (spared === undefined || killed === undefined) throw new Error("no accounts");

  const whole = await begin(client, spared);
  await answer(client, spared, whole);
  const cut = await begin(client, killed);
  for (const forms of [1, MODULES.length - 2]) {
    await answer(client, killed, cut, forms);
    await product.kill("group");
    product = await start();
  }
  await answer(client, killed, cut);
  expect(await endOf(client, killed, cut)).toEqual(await endOf(client, spared, whole));
}, 240_000);

async function begin(client: ApiClient, tenant: string): Promise<string> {
  const { doc } = await client.call<{ doc: { id: string } }>("POST", "/api/concierge/sessions", {
    tenant,
    body: { modules: MODULES, driver: "guided" },
  });
  return doc.id;
}

/** Answers whatever is asked, by test mode and the first choice, until the session is over, or so many forms are sent. */
async function answer(client: ApiClient, tenant: string, session: string, forms = Infinity): Promise<void> {
  let sent = 0;
  const path = `/api/concierge/sessions/${session}`;
  await until(async () => {
    const { state: how, entries } = await client.call<ConciergeSession>("GET", path, { tenant });
    if (how !== "active" || sent >= forms) return true;
    for (const entry of entries) {
      if (sent >= forms) return true;
      if (entry.kind === "form" && entry.state === "open") {
        await client.call("POST", `${path}/forms/${entry.id}`, { tenant, body: { sandbox: true } });
        sent += 1;
      }
      if (entry.kind === "question" && entry.state === "open")
        await client.call("POST", `${path}/messages`, {
          tenant,
          body: { text: entry.choices[0] ?? "Yes", question: entry.id },
        });
    }
    return false;
  });
}

/** What stands in the account, and what its log says was done, without ids and times. */
async function endOf(client: ApiClient, tenant: string, session: string) {
  const { docs: sessions } = await client.call<{ docs: { id: string; state: string }[] }>(
    "GET",
    "/api/concierge/sessions",
    { tenant },
  );
  const path = `/api/concierge/sessions/${session}`;
  const { progress, entries } = await client.call<ConciergeSession>("GET", path, { tenant });
  const { docs: installed } = await client.call<{ docs: Integration[] }>("GET", "/api/integrations", { tenant });
  const { docs: agents } = await client.call<{ docs: { name: string }[] }>("GET", "/api/agents", { tenant });
  const { docs: log } = await client.call<{ docs: { action: string; after: unknown }[] }>(
    "GET",
    "/api/audit?limit=100",
    { tenant },
  );
  return {
    sessions: sessions.map(({ state: how }) => how),
    progress: progress.modules.map(({ slug, state: how }) => `${slug} ${how}`),
    pending: entries.filter((entry) => entry.kind === "call" && entry.state === "pending").length,
    forms: entries.flatMap((entry) => (entry.kind === "form" ? [`${entry.module.slug} ${entry.state}`] : [])),
    installed: installed.map(({ module, state: how, applied }) => `${module} ${how} ${applied}`).toSorted(),
    agents: agents.map(({ name }) => name),
    done: log.map(({ action }) => action).toSorted(),
  };
}

/** An agency or a client, on the plan that has every module. */
async function make(client: ApiClient, body: object): Promise<{ doc: { id: string } }> {
  const made = await client.call<{ doc: { id: string } }>("POST", "/api/tenants", { body });
  const { id } = made.doc;
  await client.call("PUT", `/api/tenants/${id}/plan`, { tenant: id, body: { plan: "enterprise" } });
  return made;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const started = Date.now(); !(await holds()); await new Promise((resolve) => setTimeout(resolve, 100))) {
    if (Date.now() - started > GIVE_UP_MS) throw new Error("the set-up did not end in time");
  }
}

function start(): Promise<Product> {
  return startProduct({
    TRELLIS_STATE: state,
    PORT: String(port),
    TRELLIS_SEED: "0",
    TRELLIS_SANDBOX: "1",
    TRELLIS_ADMIN_EMAIL: ADMIN.email,
    TRELLIS_ADMIN_PASSWORD: ADMIN.password,
  });
}
