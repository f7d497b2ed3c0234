import { abortAllDurableObjects, evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { again, row, rows, type TestAccount, testAccount } from "../account.test-kit.ts";
import { type LiveClient, openSocket } from "./live-client.test-kit.ts";

const FULL = (env as { TRELLIS_LONG?: string }).TRELLIS_LONG === "1";
const SOCKETS = FULL ? 500 : 50;
const ENDS = FULL ? 20 : 5;
const MESSAGES = FULL ? 300 : 80;
const WRITERS = 4;
const HEARD_WITHIN_MS = FULL ? 60_000 : 15_000;

/** How an object ends in mid-broadcast: put to sleep with its sockets, moved to another machine, or dead. */
const ends = fc.array(
  fc.record({ way: fc.constantFrom("hibernate", "close", "abort"), afterMs: fc.nat({ max: 40 }) }),
  {
    minLength: ENDS,
    maxLength: ENDS,
  },
);

it(`resumes by sequence with 0 missed and 0 repeated: ${SOCKETS} sockets, ${ENDS} ends in mid-broadcast`, async () => {
  await fc.assert(fc.asyncProperty(ends, check), { numRuns: FULL ? 3 : 2, endOnFailure: true });
}, 240_000);

async function check(planned: { way: string; afterMs: number }[]): Promise<void> {
  const account = testAccount();
  const listeners = Array.from({ length: SOCKETS }, () => new Listener(account));
  const writing = Promise.all(Array.from({ length: WRITERS }, () => writeSurely(account, MESSAGES / WRITERS)));
  for (const { way, afterMs } of planned) {
    await pause(afterMs);
    await endObject(account, way);
  }
  await writing;
  const stored = await rows<{ body: string }>(again(account), "SELECT body FROM changes ORDER BY seq");
  const expected = stored.map(({ body }) => body);
  expect(await row(again(account), "SELECT count(*) AS n FROM messages")).toEqual({ n: MESSAGES });
  const deadline = Date.now() + HEARD_WITHIN_MS;
  for (const listener of listeners) {
    while (listener.changes.length < expected.length && Date.now() < deadline) await pause(20);
    listener.stop();
    expect(listener.changes).toEqual(expected);
  }
}

async function endObject(account: TestAccount, way: string): Promise<void> {
  if (way === "abort") return abortAllDurableObjects();
  try {
    await evictDurableObject(again(account).stub, { webSockets: way === "close" ? "close" : "hibernate" });
  } catch (error) {
    // An object that is not running at the moment has nothing to lose.
    if (!String(error).includes("not")) throw error;
  }
}

/** Delivers as a provider does: the same again until it was taken. */
async function writeSurely(account: TestAccount, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const events = [account.message()];
    while (
      !(await again(account)
        .stub.ingest(account.system, { events })
        .then(
          () => true,
          () => false,
        ))
    )
      await pause(5);
  }
}

/** A client as a browser's is: it comes back after every end and asks for what it missed. */
class Listener {
  readonly changes: string[] = [];
  readonly #account: TestAccount;
  readonly #actor;
  #client: LiveClient | undefined;
  #stopped = false;

  constructor(account: TestAccount) {
    this.#account = account;
    this.#actor = account.user();
    void this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#client?.close();
  }

  async #connect(): Promise<void> {
    while (!this.#stopped) {
      try {
        this.#client = await openSocket(again(this.#account), this.#actor, this.changes.length, (body) => {
          if (body.startsWith('{"type":"change"')) this.changes.push(body);
        });
        await this.#client.ended;
      } catch {
        await pause(10);
      }
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
