import { signedWebhook } from "./kit/webhook.ts";
import { percentiles } from "./kit/load.ts";

export interface Latency {
  name: string;
  product: { p50: number; p99: number };
  floor: { p50: number; p99: number };
}

/** The floor stores and broadcasts a message of the same shape, without what the whole stack does around it. */
const BARE_MESSAGE = {
  id: "msg_01m7vt4b1hen8smv540h8vbkmx",
  conversationId: "cnv_01m7vt4b1hen8smv540h8vbkmx",
  direction: "in",
  type: "text",
  private: false,
  status: "received",
  externalId: "wamid.HBgMNDQ3NzAwOTAwNDE3FQIAEhgUM0FGN0JGNzgxREZGQzJDNDY1REUA",
  clientId: null,
  author: { type: "contact", id: "con_01m7vt4b1hen8smv540h8vbkmx", name: "Customer 14155550111" },
  attachments: [],
  reactions: [],
  createdAt: "2026-01-01T00:00:00.000Z",
};

interface Target {
  open(): Promise<WebSocket>;
  /** Sends one message; resolves when it is acknowledged. */
  post(text: string): Promise<void>;
}

const MESSAGES = 400;
const EVERY_MS = 20;
const FAN_OUT = 100;
const FAN_OUT_MESSAGES = 60;

/** From the provider's POST to the frame that carries the message on an agent's socket, at 50 messages a second; then to the last of 100 sockets. */
export async function compareLive(
  product: { url: string; token: string; tenant: string; phoneNumberId: string; appSecret: string },
  floorUrl: string,
): Promise<Latency[]> {
  let sequence = 0;
  const ours: Target = {
    open: () =>
      openSocket(`${product.url.replace("http", "ws")}/api/live?tenant=${product.tenant}`, {
        authorization: `Bearer ${product.token}`,
      }),
    post: (text) => {
      const message = {
        wamid: `wamid.BENCH${Date.now()}.${sequence++}`,
        phoneNumberId: product.phoneNumberId,
        from: "14155550111",
        text,
      };
      return post(`${product.url}/webhooks/whatsapp`, signedWebhook(product.appSecret, [message]));
    },
  };
  const bare: Target = {
    open: () => openSocket(`${floorUrl.replace("http", "ws")}/t/0/live`, {}),
    post: (text) =>
      post(`${floorUrl}/t/0/append`, {
        body: JSON.stringify({ ...BARE_MESSAGE, text }),
        headers: { "content-type": "application/json" },
      }),
  };
  await paced(bare, 50);
  await paced(ours, 50);
  const single = { floor: await paced(bare, MESSAGES), product: await paced(ours, MESSAGES) };
  const [bareMany, ourMany] = [await fanOut(bare), await fanOut(ours)];
  return [
    { name: `webhook to one socket, ${1000 / EVERY_MS} messages a second`, ...single },
    { name: `webhook to the last of ${FAN_OUT} sockets`, floor: bareMany.toLast, product: ourMany.toLast },
    { name: `first to last of ${FAN_OUT} sockets`, floor: bareMany.spread, product: ourMany.spread },
  ];
}

async function paced(target: Target, count: number): Promise<{ p50: number; p99: number }> {
  const socket = await target.open();
  const waiting = new Map<string, number>();
  const latencies: number[] = [];
  socket.addEventListener("message", ({ data }) => heard(String(data), waiting, latencies));
  for (let n = 0; n < count; n++) {
    const key = `k${n}-${crypto.randomUUID()}`;
    waiting.set(key, performance.now());
    void target.post(key);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  for (let waited = 0; waiting.size > 0 && waited < 10_000; waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50));
  if (waiting.size > 0) throw new Error(`${waiting.size} messages never reached the socket`);
  socket.close();
  return percentiles(latencies);
}

function heard(data: string, waiting: Map<string, number>, latencies: number[]): void {
  const key = /k\d+-[0-9a-f-]{36}/.exec(data)?.[0];
  const sent = key === undefined ? undefined : waiting.get(key);
  if (key === undefined || sent === undefined) return;
  latencies.push(performance.now() - sent);
  waiting.delete(key);
}

type Percentiles = { p50: number; p99: number };

async function fanOut(target: Target): Promise<{ toLast: Percentiles; spread: Percentiles }> {
  const sockets = await Promise.all(Array.from({ length: FAN_OUT }, () => target.open()));
  const toLast: number[] = [];
  const spread: number[] = [];
  for (let n = 0; n < FAN_OUT_MESSAGES; n++) {
    const key = `k${n}-${crypto.randomUUID()}`;
    const all = Promise.all(sockets.map((socket) => hears(socket, key)));
    const sent = performance.now();
    await target.post(key);
    const heardAt = await all;
    toLast.push(Math.max(...heardAt) - sent);
    spread.push(Math.max(...heardAt) - Math.min(...heardAt));
  }
  for (const socket of sockets) socket.close();
  return { toLast: percentiles(toLast), spread: percentiles(spread) };
}

/** When the socket heard of it. */
function hears(socket: WebSocket, key: string): Promise<number> {
  return new Promise((resolve) => {
    const listen = ({ data }: MessageEvent): void => {
      if (!String(data).includes(key)) return;
      socket.removeEventListener("message", listen);
      resolve(performance.now());
    };
    socket.addEventListener("message", listen);
  });
}

function openSocket(url: string, headers: Record<string, string>): Promise<WebSocket> {
  // Node's WebSocket takes headers where a browser's takes sub-protocols.
  const socket = new WebSocket(url, { headers } as unknown as string[]);
  return new Promise((resolve, reject) => {
    socket.addEventListener("open", () => resolve(socket), { once: true });
    socket.addEventListener("error", () => reject(new Error(`no socket at ${url}`)), { once: true });
  });
}

async function post(url: string, { body, headers }: { body: string; headers: Record<string, string> }): Promise<void> {
  const response = await fetch(url, { method: "POST", headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
}
