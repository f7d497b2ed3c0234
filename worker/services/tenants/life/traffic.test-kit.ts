import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { chanceOf } from "../../../../durable-objects/kit/chance.test-kit.ts";
import { subAccount } from "../../../../durable-objects/stubs.ts";
import { newId } from "../../../../schema/ids.ts";
import { fakeGraph, type FakeNumber } from "../../../fake-graph.test-kit.ts";
import { messagesOf, post, type Update, webhookBody } from "../../../webhooks/meta.test-kit.ts";
import { type Caller, makeWorld } from "../../../world.test-kit.ts";
import { reapplyIntegrations } from "../../integrations/reapply.ts";

export interface TrafficPlan {
  seed: number;
  /** Messages of customers, to two accounts. */
  messages: number;
  /** Answers an agent has queued when the first suspension comes. */
  replies: number;
}

const POSTS_AT_ONCE = 3;
/** How long a provider takes to answer: long enough that a suspension comes in the middle. */
const PROVIDER_MS = 25;
/** What happens before, between and after the seven acts. */
const PHASE = 1 / 9;
const DRAIN_MS = 30_000;

interface Line {
  tenantId: string;
  admin: Caller;
  number: FakeNumber;
}

/**
 * Customers write to two accounts without a pause while one of them is suspended, moved to another agency, resumed, suspended through its new
 * agency, resumed, deleted and restored. Answers what is wrong afterwards: messages lost, doubled or with the neighbour, anything sent while
 * the account was suspended, answers that never left or left twice.
 */
export async function traffic({ seed, messages, replies }: TrafficPlan): Promise<string[]> {
  const chance = chanceOf(seed);
  const graph = fakeGraph(env.META_GRAPH_URL);
  const sent = answerSends();
  const world = await makeWorld();
  const [from, to] = [await world.agency(), await world.agency()];
  const owner = await world.signIn(world.platform, "platform_admin");
  const line = async (agency: string): Promise<Line> => {
    const tenantId = await world.subAccount(agency);
    const admin = await world.signIn(tenantId, "subaccount_admin");
    const number = graph.number();
    const credentials = { phoneNumberId: number.id, businessAccountId: number.waba, accessToken: number.token };
    const body = { module: "whatsapp", credentials };
    must(await admin.call("POST", "/api/integrations", { body }), 201);
    return { tenantId, admin, number };
  };
  const [victim, neighbour] = [await line(from), await line(from)];

  const texts = new Map<Line, string[]>([
    [victim, []],
    [neighbour, []],
  ]);
  const updates = Array.from({ length: messages }, (_, n): Update => {
    const reader = chance.pick([victim, neighbour]);
    const text = `in ${n} ${seed}`;
    texts.get(reader)?.push(text);
    const writer = `44770090${String(1000 + chance.int(8))}`;
    return { kind: "message", to: at(reader), from: writer, id: `wamid.${n}-${crypto.randomUUID()}`, text };
  });
  const queue: Update[][] = [];
  for (let start = 0; start < updates.length;) {
    const size = 1 + chance.int(6);
    queue.push(updates.slice(start, start + size));
    start += size;
  }
  const total = queue.length;
  let [begun, done] = [0, 0];
  /** Share of the POSTs that may be made by now: customers never run ahead of what happens to the account. */
  let open = PHASE;
  const faults: string[] = [];

  const halted: { from: number; until: number }[] = [];
  const whole = (n: number) => Math.floor(total * n);
  const reached = async (share: number): Promise<void> => {
    while (done < whole(share)) await scheduler.wait(5);
  };
  const life = (method: string, path: string, body?: object, id = victim.tenantId) =>
    owner
      .call(method, `/api/tenants/${id}${path}`, body === undefined ? {} : { body })
      .then((answer) => must(answer, 200));

  /** Lets some customers write while it happens, and as many more afterwards. */
  const during = async (act: () => Promise<unknown>): Promise<void> => {
    open += PHASE / 2;
    await act();
    open += PHASE / 2;
    await reached(open);
  };
  /** The same for what stops the account: from the answer until the next act nothing may be sent. */
  const stopping = async (act: () => Promise<unknown>): Promise<void> => {
    let since = 0;
    await during(async () => {
      await act();
      since = sent.clock();
    });
    halted.push({ from: since, until: sent.clock() });
  };
  const course = async (): Promise<void> => {
    await reached(open);
    const conversation = await anyConversation(victim);
    await stopping(async () => {
      for (let n = 0; n < replies; n += 1) {
        const body = { clientId: newId("message"), text: `out ${n} ${seed}` };
        must(await victim.admin.call("POST", `/api/conversations/${conversation}/messages`, { body }), 201);
      }
      await life("PUT", "/suspension", { reason: "Unpaid" });
    });
    await stopping(() => life("PUT", "/parent", { agency: to }));
    await during(() => life("DELETE", "/suspension"));
    await stopping(async () => {
      await life("PUT", "/suspension", { reason: "The agency is" }, to);
      await reapplyIntegrations(env, Date.now());
    });
    await during(async () => {
      await life("DELETE", "/suspension", undefined, to);
      await reapplyIntegrations(env, Date.now());
    });
    await stopping(() => life("DELETE", ""));
    await during(() => life("PUT", "/restoration"));
    open = 1;
  };
  const customers = async (): Promise<void> => {
    for (let body = queue.shift(); body !== undefined; body = queue.shift()) {
      while (begun >= whole(open)) await scheduler.wait(2);
      begun += 1;
      const answer = await post(webhookBody(body));
      if (answer.status !== 200) faults.push(`a POST was refused with ${answer.status}`);
      done += 1;
    }
  };
  await Promise.all([course(), ...Array.from({ length: POSTS_AT_ONCE }, customers)]);
  await drained(victim);

  for (const [account, expected] of texts) {
    const held = (await messagesOf(account.tenantId)).map(({ text }) => text).filter((text) => text.startsWith("in "));
    const missing = expected.filter((text) => !held.includes(text));
    const foreign = held.filter((text) => !expected.includes(text));
    const whose = account === victim ? "the account" : "its neighbour";
    if (missing.length > 0) faults.push(`${missing.length} messages to ${whose} were lost`);
    if (foreign.length > 0) faults.push(`${foreign.length} messages came to ${whose} that are another's`);
    if (new Set(held).size < held.length) faults.push(`messages are in ${whose} twice`);
  }
  const own = sent.all.filter(({ phone }) => phone === victim.number.id);
  const illicit = own.filter(({ at: moment }) => halted.some((span) => moment > span.from && moment <= span.until));
  if (illicit.length > 0) faults.push(`${illicit.length} answers were sent while the account was suspended`);
  const left = Map.groupBy(own, ({ text }) => text);
  for (let n = 0; n < replies; n += 1) {
    const times = left.get(`out ${n} ${seed}`)?.length ?? 0;
    if (times !== 1) faults.push(`answer ${n} was sent ${times} times`);
  }
  return faults;
}

/** Puts a provider in place that takes messages, and counts. Moments are counted, not timed: nothing happens at once. */
function answerSends() {
  const all: { phone: string; text: string; at: number }[] = [];
  let moment = 0;
  const spy = vi.mocked(globalThis.fetch);
  const verifying = spy.getMockImplementation();
  spy.mockImplementation(async (input, init) => {
    const request = new Request(input as RequestInfo, init as RequestInit);
    const [, phone = ""] = /\/(\d+)\/messages$/.exec(new URL(request.url).pathname) ?? [];
    if (phone === "")
      return verifying?.(input as RequestInfo, init as RequestInit) ?? new Response(null, { status: 599 });
    moment += 1;
    const when = moment;
    const { text } = await request.json<{ text?: { body?: string } }>();
    all.push({ phone, text: text?.body ?? "", at: when });
    await scheduler.wait(PROVIDER_MS);
    return Response.json({ messages: [{ id: `wamid.sent-${crypto.randomUUID()}` }] });
  });
  return { all, clock: () => moment };
}

function at({ number }: Line): { phoneNumberId: string; waba: string } {
  return { phoneNumberId: number.id, waba: number.waba };
}

async function anyConversation({ admin }: Line): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { docs } = (await admin.call<{ docs: { id: string }[] }>("GET", "/api/conversations?limit=1")).body;
    if (docs[0] !== undefined) return docs[0].id;
    await scheduler.wait(10);
  }
  throw new Error("nobody has written");
}

/** Waits until nothing is on its way out. */
async function drained({ tenantId }: Line): Promise<void> {
  for (const until = Date.now() + DRAIN_MS; Date.now() < until; await scheduler.wait(50)) {
    const waiting = await runInDurableObject(subAccount(env, tenantId), (_object, { storage }) =>
      storage.sql.exec("SELECT seq FROM outbox").toArray(),
    );
    if (waiting.length === 0) return;
  }
}

function must(answer: { status: number; text: string }, status: number): void {
  if (answer.status !== status) throw new Error(`${answer.status}: ${answer.text}`);
}
