import { Connection } from "./kit/http-client.ts";
import { percentiles } from "./kit/load.ts";
import { serveBundle } from "./kit/serve-bundle.ts";
import type { Size } from "./kit/size.ts";

/** One question, asked of a large account and of a small one in turns, in milliseconds. */
export interface Scaled {
  name: string;
  /** The quotient of the 99th percentiles has a target. */
  held: boolean;
  large: { p50: number; p99: number };
  small: { p50: number; p99: number };
  found: number;
}

const SMALL: Size = { messages: 1_000, contacts: 1_000 };
const TIMES = 400;
/** The sides take turns this often: what else the machine does bears on both. */
const TURN = 20;

/**
 * What screens ask of an account with `messages` messages and a tenth as many contacts, beside one with a thousand of each. The question goes
 * straight to the object: session and policy would cost both sides the same, and make them look alike.
 */
export async function compareSizes(messages: number): Promise<{ size: Size; seconds: number; rows: Scaled[] }> {
  const size: Size = { messages, contacts: messages / 10 };
  const served = await serveBundle("bench/large/worker.ts", { ACCOUNT: "FilledAccount" });
  try {
    const connection = new Connection(new URL(served.url));
    const ask = async (path: string): Promise<Answer> => {
      const { status, body } = await connection.request("GET", path, {}, undefined);
      if (status !== 200) throw new Error(`${path} answered ${status}: ${body.toString().slice(0, 300)}`);
      return JSON.parse(body.toString()) as Answer;
    };
    const started = performance.now();
    const sides = [
      { account: "ten_small", size: SMALL },
      { account: "ten_large", size },
    ] as const;
    for (const side of sides) await fill(ask, side);
    const seconds = (performance.now() - started) / 1000;
    const rows: Scaled[] = [];
    for (const question of QUESTIONS) rows.push(await compare(ask, question, sides));
    connection.close();
    return { size, seconds, rows };
  } finally {
    await served.stop();
  }
}

type Answer = { next?: number; found: number; last: string };
type Ask = (path: string) => Promise<Answer>;
type Side = { account: string; size: Size };
interface Question {
  name: string;
  /** The path behind `/list/`, for the n-th time. `cursor` is the last of the first page. */
  path(n: number, size: Size, cursor: string): string;
  first?: string;
  held?: false;
}

const word = (text: string): string => encodeURIComponent(text);

const QUESTIONS: Question[] = [
  { name: "conversations, 50 newest of all", path: () => "conversations?limit=50" },
  { name: "conversations, 50 newest open", path: () => "conversations?where[status][equals]=open&limit=50" },
  {
    name: "conversations, mine and open, uncounted",
    path: (n) =>
      `conversations?where[status][equals]=open&where[assignee][equals]=usr_${(n * 2 + 1) % 20}&limit=50&pagination=false`,
  },
  {
    name: "thread, the page before",
    first: "messages?within=cnv_0&limit=30",
    path: (_n, _size, cursor) => `messages?within=cnv_0&limit=30&before=${cursor}`,
  },
  {
    name: "contacts, 50 newest leads with total",
    path: () => "contacts?where[stage][equals]=lead&sort=-createdAt&limit=50",
  },
  { name: "contacts by name, 50", path: () => "contacts?sort=name&limit=50" },
  {
    name: "search contacts in four fields",
    path: (n, { contacts }) => {
      const text = word(`N${contacts / 2 + n}`);
      const any = ["name", "phone", "email", "company"].map(
        (field, at) => `where[or][${at}][${field}][contains]=${text}`,
      );
      return `contacts?${any.join("&")}&limit=50`;
    },
  },
  {
    name: "search conversations by person and messages",
    path: (n, { messages }) => {
      const text = word(`R${messages / 2 + n}`);
      const any = [`[contact.name][like]`, `[contact.phone][contains]`, `[messages.text][like]`];
      return `conversations?${any.map((field, at) => `where[or][${at}]${field}=${text}`).join("&")}&limit=50`;
    },
  },
  {
    name: "search conversations, a word of many (the newest 2,000)",
    held: false,
    path: () => "conversations?where[messages.text][like]=dentist&limit=50",
  },
  {
    name: "search contacts, two letters (reads rows)",
    held: false,
    path: () => "contacts?where[name][contains]=zq&limit=50",
  },
  {
    name: "conversations, mine and open, counted",
    held: false,
    path: () => "conversations?where[status][equals]=open&where[assignee][equals]=usr_1&limit=50",
  },
];

async function fill(ask: Ask, { account, size }: Side): Promise<void> {
  const all = size.messages + size.contacts;
  for (let from = 0; from < all;) {
    const { next } = await ask(
      `/fill?account=${account}&from=${from}&messages=${size.messages}&contacts=${size.contacts}`,
    );
    if (next === undefined || next <= from) throw new Error("filling does not go on");
    from = next;
  }
}

async function compare(ask: Ask, { name, path, first, held }: Question, sides: readonly [Side, Side]): Promise<Scaled> {
  const times = held === false ? TIMES / 10 : TIMES;
  const latencies: [number[], number[]] = [[], []];
  let found = 0;
  const cursors: string[] = [];
  const to = (side: Side, list: string): string => `/list/${list}&account=${side.account}`;
  for (const side of sides) cursors.push(first === undefined ? "" : (await ask(to(side, first))).last);
  // The first round warms up.
  for (let n = -TURN; n < times; n += TURN) {
    for (const [at, side] of sides.entries()) {
      for (let shot = n; shot < n + TURN; shot++) {
        const asked = to(side, path(Math.abs(shot), side.size, cursors[at] ?? ""));
        const sent = performance.now();
        ({ found } = await ask(asked));
        if (shot >= 0) latencies[at as 0 | 1].push(performance.now() - sent);
      }
    }
  }
  return { name, held: held ?? true, found, small: percentiles(latencies[0]), large: percentiles(latencies[1]) };
}
