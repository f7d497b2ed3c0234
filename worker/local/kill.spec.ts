import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ADMIN, type ApiClient, type BenchAccount, makeAccounts, signIn } from "../../bench/kit/client.ts";
import { type CustomerText, signedStatus, signedWebhook } from "../../bench/kit/webhook.ts";
import { type FakeGraph, startFakeGraph, type TakenSend } from "./testing/fake-graph.ts";
import { freePort } from "./testing/free-port.ts";
import { type Product, startProduct } from "./testing/product.ts";

const INBOUND = 200;
const OUTGOING = 50;
const CUSTOMERS = 10;
const APP_SECRET = "kill-test-app-secret";
/** How long every sender keeps trying, as Meta and a browser with an unsent message do. */
const GIVE_UP_MS = 60_000;
const SETTLE_MS = 30_000;

interface StoredMessage {
  direction: "in" | "out";
  text: string | null;
  status: string;
  externalId: string | null;
  clientId: string | null;
}

let state: string;
let port: number;
let graph: FakeGraph;
let product: Product;

beforeEach(async () => {
  state = mkdtempSync(join(tmpdir(), "trellis-kill-"));
  port = await freePort();
  graph = await startFakeGraph({ delayMs: 25 });
  product = await start();
});
afterEach(async () => {
  await product.stop();
  await graph.stop();
  rmSync(state, { recursive: true, force: true });
});

test.each(["group", "node"] as const)(
  "killing the %s amid traffic loses nothing and doubles nothing",
  async (whom) => {
    const client = await signIn(product.url);
    const [account] = await makeAccounts(client, 1);
    if (account === undefined) throw new Error("no account");
    const conversations = await openConversations(client, account);

    const inbound = Array.from({ length: INBOUND }, (_unused, n) => deliver(inboundText(account, n)));
    const outgoing = Array.from({ length: OUTGOING }, (_unused, n) =>
      reply(client, account, conversations[n % CUSTOMERS] ?? "", n),
    );
    await until(() => graph.taken.length >= 10);
    await product.kill(whom);
    product = await start();
    await Promise.all([...inbound, ...outgoing]);
    await settled(client, account, conversations);

    const messages = (await Promise.all(conversations.map((id) => messagesOf(client, account, id)))).flat();
    const received = messages.filter(({ direction }) => direction === "in").map(({ externalId }) => externalId);
    expect(received.toSorted()).toEqual(
      [...firstTexts(account), ...Array.from({ length: INBOUND }, (_unused, n) => inboundText(account, n))]
        .map(({ wamid }) => wamid)
        .toSorted(),
    );

    const sent = messages.filter(({ direction }) => direction === "out");
    expect(sent.map(({ clientId }) => clientId).toSorted()).toEqual(
      Array.from({ length: OUTGOING }, (_unused, n) => `kill-client-${n}`).toSorted(),
    );
    const echoes = graph.taken.map(({ echoId }) => echoId);
    expect(new Set(echoes).size).toBe(echoes.length);
    // What the provider took shows as delivered; what it did not is shown as not known, and is never sent again by itself.
    expect(sent.filter(({ status }) => status === "delivered")).toHaveLength(graph.taken.length);
    expect(sent.filter(({ status }) => status !== "delivered").every(({ status }) => status === "unknown")).toBe(true);
    expect(graph.taken.length).toBeGreaterThan(OUTGOING / 2);
  },
  180_000,
);

/** Every outgoing message has reached the provider or is known not to be known; then the provider tells how each went. */
async function settled(client: ApiClient, account: BenchAccount, conversations: string[]): Promise<void> {
  await until(async () => {
    const messages = (await Promise.all(conversations.map((id) => messagesOf(client, account, id)))).flat();
    return messages
      .filter(({ direction }) => direction === "out")
      .every(({ status }) => status === "sent" || status === "unknown");
  });
  await Promise.all(graph.taken.map((send) => deliverStatus(send)));
}

function inboundText(account: BenchAccount, n: number): CustomerText {
  return {
    wamid: `wamid.IN${n}`,
    phoneNumberId: account.phoneNumberId,
    from: `1415555${String(n % CUSTOMERS).padStart(4, "0")}`,
    text: `inbound ${n}`,
  };
}

function firstTexts(account: BenchAccount): CustomerText[] {
  return Array.from({ length: CUSTOMERS }, (_unused, n) => ({
    ...inboundText(account, n),
    wamid: `wamid.FIRST${n}`,
    text: `hello ${n}`,
  }));
}

async function openConversations(client: ApiClient, account: BenchAccount): Promise<string[]> {
  await post(signedWebhook(APP_SECRET, firstTexts(account)));
  const { docs } = await client.call<{ docs: { id: string }[] }>("GET", "/api/conversations?limit=100", {
    tenant: account.id,
  });
  expect(docs).toHaveLength(CUSTOMERS);
  return docs.map(({ id }) => id);
}

function deliver(message: CustomerText): Promise<void> {
  return persist(() => post(signedWebhook(APP_SECRET, [message])));
}

function deliverStatus(send: TakenSend): Promise<void> {
  return persist(() => post(signedStatus(APP_SECRET, send, "delivered")));
}

function reply(client: ApiClient, account: BenchAccount, conversation: string, n: number): Promise<void> {
  const body = { clientId: `kill-client-${n}`, text: `outgoing ${n}` };
  return persist(async () => {
    await client.call("POST", `/api/conversations/${conversation}/messages`, { tenant: account.id, body });
  });
}

async function messagesOf(client: ApiClient, account: BenchAccount, conversation: string): Promise<StoredMessage[]> {
  return (
    await client.call<{ docs: StoredMessage[] }>("GET", `/api/conversations/${conversation}/messages?limit=500`, {
      tenant: account.id,
    })
  ).docs;
}

async function post({ body, headers }: { body: string; headers: Record<string, string> }): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/webhooks/whatsapp`, { method: "POST", headers, body });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`the webhook answered ${response.status}`);
}

/** Tries until it is acknowledged: neither Meta nor a browser with an unsent message gives up on a dropped connection. */
async function persist(attempt: () => Promise<void>): Promise<void> {
  for (const started = Date.now(); ;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() - started > GIVE_UP_MS) throw error;
      await pause(100);
    }
  }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const started = Date.now(); !(await holds()); await pause(50)) {
    if (Date.now() - started > SETTLE_MS) throw new Error("it did not settle in time");
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function start(): Promise<Product> {
  return startProduct({
    TRELLIS_STATE: state,
    PORT: String(port),
    TRELLIS_SEED: "0",
    TRELLIS_ADMIN_EMAIL: ADMIN.email,
    TRELLIS_ADMIN_PASSWORD: ADMIN.password,
    META_GRAPH_URL: graph.url,
    META_APP_SECRET: APP_SECRET,
  });
}
