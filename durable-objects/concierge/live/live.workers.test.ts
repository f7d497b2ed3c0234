import { abortAllDurableObjects, evictDurableObject } from "cloudflare:test";
import { describe, expect, test, vi } from "vitest";
import type { Actor } from "../../../schema/actor.ts";
import { ConciergeDown } from "../../../schema/concierge/down.ts";
import type { Entry } from "../../../schema/concierge/entries.ts";
import { ConciergeSession } from "../../../schema/contracts/concierge.ts";
import { CLOSE_CODES } from "../../../schema/realtime/down.ts";
import { ACTOR_HEADER, encodeActor } from "../../kit/actor-header.ts";
import { chanceOf, LONG, seeds } from "../../kit/chance.test-kit.ts";
import { refusal, userActor } from "../../sub-account/account.test-kit.ts";
import { LiveClient } from "../../sub-account/live/live-client.test-kit.ts";
import { FakeHost } from "../fake-host.test-kit.ts";
import { turn, withKey } from "../model-turns.test-kit.ts";
import { type TestSession, testSession } from "../session.test-kit.ts";

vi.spyOn(console, "warn").mockImplementation(() => undefined);

function upgrade(session: TestSession, actor: Actor = session.person, since = 0): Promise<Response> {
  const headers = { upgrade: "websocket", [ACTOR_HEADER]: encodeActor(actor) };
  return session.stub.fetch(new Request(`https://concierge/live?since=${since}`, { headers }));
}

/** A device that holds the transcript as the frames make it, and says where they do not fit. */
class TestDevice {
  readonly entries = new Map<string, Entry>();
  readonly faults: string[] = [];
  seq = 0;
  devices: { name: string }[] = [];
  client: LiveClient | undefined;
  #connection = 0;

  async connect(session: TestSession, actor?: Actor): Promise<void> {
    const connection = (this.#connection += 1);
    const { webSocket } = await upgrade(session, actor, this.seq);
    if (webSocket === null) throw new Error("no socket");
    let greeted = false;
    this.client = new LiveClient(webSocket, (body) => {
      if (connection !== this.#connection) return;
      const frame = ConciergeDown.parse(JSON.parse(body));
      if (!greeted && frame.type !== "hello") this.faults.push(`${frame.type} before hello`);
      greeted = true;
      this.#take(frame);
    });
  }

  /** What is still on its way is lost. */
  leave(): void {
    this.#connection += 1;
    this.client?.close();
  }

  #take(frame: ConciergeDown): void {
    switch (frame.type) {
      case "put":
        if (frame.seq <= this.seq) this.faults.push(`put ${frame.seq} after ${this.seq}`);
        this.entries.set(frame.entry.id, frame.entry);
        this.seq = frame.seq;
        break;
      case "append": {
        const held = this.entries.get(frame.id);
        if (held?.kind !== "message" || held.text.length !== frame.offset) {
          this.faults.push(`append ${frame.seq} at ${frame.offset} does not fit`);
          break;
        }
        this.entries.set(frame.id, { ...held, text: held.text + frame.text, seq: frame.seq });
        this.seq = frame.seq;
        break;
      }
      case "devices":
        this.devices = frame.devices;
        break;
      default:
    }
  }
}

const inOrder = (entries: Iterable<Entry>): Entry[] => [...entries].toSorted((a, b) => (a.at < b.at ? -1 : 1));

/** What the frames made is what the session is. */
async function expectSame(device: TestDevice, { entries }: Pick<ConciergeSession, "entries">): Promise<void> {
  await device.client?.until(() => device.seq >= Math.max(...entries.map(({ seq }) => seq)));
  expect(device.faults).toEqual([]);
  expect(inOrder(device.entries.values())).toEqual(entries);
}

describe("the devices of a session", () => {
  test.each(seeds(LONG ? 50 : 4))("hold the same transcript, whenever they come and go (seed %i)", async (seed) => {
    const chance = chanceOf(seed);
    const host = withKey(new FakeHost({ alpha: ["key"], beta: ["key"] }));
    host.turns = [
      turn("Grüße 👋🏽! ".repeat(20), ["listEntitlements", {}]),
      turn(
        "I ask for both. ".repeat(10),
        ["requestCredentials", { module: "alpha" }],
        ["requestCredentials", { module: "beta" }],
      ),
      turn(
        "Now I install them. 🎉".repeat(10),
        ["installModule", { module: "alpha" }],
        ["installModule", { module: "beta" }],
      ),
      turn("", ["finish", { summary: "Ready." }]),
    ];
    host.before = (what) =>
      what === "piece" ? new Promise((resolve) => setTimeout(resolve, chance.int(4))) : undefined;
    const session = testSession(host, { driver: null });
    await session.begin();
    const devices = Array.from({ length: 3 }, () => new TestDevice());
    const over = new AbortController();
    const coming = devices.map(async (device) => {
      while (!over.signal.aborted) {
        await device.connect(session);
        await new Promise((resolve) => setTimeout(resolve, chance.int(60)));
        device.leave();
      }
      await device.connect(session);
    });
    await session.sendForm();
    await session.sendForm();
    await session.until(({ state }) => state === "finished");
    over.abort();
    await Promise.all(coming);
    const now = ConciergeSession.parse(await session.read());
    for (const device of devices) await expectSame(device, now);
    const { entries, seq } = now;
    expect(new Set(entries.map(({ at }) => at)).size).toBe(entries.length);
    expect(inOrder(entries)).toEqual(entries);
    expect(seq).toBeGreaterThanOrEqual(Math.max(...entries.map((entry) => entry.seq)));
  });

  test("a switch in the middle of a streamed turn has no gap and no repeat, also where the object died meanwhile", async () => {
    const host = withKey(new FakeHost({ alpha: ["key"] }));
    const pieces = "One word after the other comes in here, slowly enough to leave in between.";
    let sent = 0;
    host.turns = [turn(pieces), turn("And again.")];
    host.before = (what) =>
      what === "piece" ? new Promise((resolve) => setTimeout(resolve, (sent += 1) === 4 ? 40 : 5)) : undefined;
    const session = testSession(host, { driver: null });
    await session.begin();
    const [first, second] = [new TestDevice(), new TestDevice()];
    await first.connect(session);
    await first.client?.until(() => sent >= 4);
    first.leave();
    // The second one begins where the first has come to.
    for (const [id, entry] of first.entries) second.entries.set(id, entry);
    second.seq = first.seq;
    await second.connect(session);
    const now = await session.until(({ entries }) =>
      entries.some((entry) => entry.kind === "message" && entry.state === "done"),
    );
    await expectSame(second, now);
    expect(JSON.stringify(now.entries)).toContain(pieces);

    await evictDurableObject(session.stub, { webSockets: "hibernate" });
    await session.stub.say(session.person, { text: "Still there?", removed: 0 });
    await second.client?.until(() => JSON.stringify([...second.entries.values()]).includes("And again."));
    expect(second.faults).toEqual([]);
    await abortAllDurableObjects();
    await second.connect(session);
    await expectSame(second, await session.rest());
  });

  test("a text that nobody writes any more is cut, and the turn is asked for again", async () => {
    const host = withKey(new FakeHost({ alpha: ["key"] }));
    let pieces = 0;
    host.turns = [turn("The first words, then nothing."), turn("Here I am again.")];
    host.before = (what) => (what === "piece" && (pieces += 1) === 3 ? new Promise(() => undefined) : undefined);
    const session = testSession(host, { driver: null });
    await session.begin();
    await session.until(({ entries }) => JSON.stringify(entries).includes("The first w"));
    await abortAllDurableObjects();
    const now = await session.until(({ entries }) => JSON.stringify(entries).includes("again."));
    const texts = now.entries.flatMap((entry) => (entry.kind === "message" ? [[entry.text, entry.state]] : []));
    expect(texts).toEqual([
      ["The first word", "cut"],
      ["Here I am again.", "done"],
    ]);
    expect(host.asked[1]?.messages).toEqual(host.asked[0]?.messages);
    expect(now.usage.turns).toBe(2);
  });

  test("are told who else is there", async () => {
    const session = testSession();
    await session.begin();
    const [mine, theirs] = [new TestDevice(), new TestDevice()];
    await mine.connect(session);
    await theirs.connect(session, session.colleague());
    await mine.client?.until(() => mine.devices.length === 2);
    expect(mine.devices.map(({ name }) => name).toSorted()).toEqual(["Bo Lind", "Ines Duarte"]);
    theirs.leave();
    await mine.client?.until(() => mine.devices.length === 1);
  });
});

describe("a socket", () => {
  test("opens for whoever may see the settings of this account, and for nobody else", async () => {
    const session = testSession();
    await session.begin();
    const stranger = userActor("ten_other", "subaccount_admin");
    expect(await refusal(upgrade(session, stranger))).toBe("not_found");
    expect(await refusal(upgrade(session, session.colleague({ capabilities: ["viewLeads"] })))).toBe("forbidden");
    expect(await refusal(upgrade(session, session.system))).toBe("unauthenticated");
    expect((await upgrade(session, session.colleague({ capabilities: ["viewSettings"] }))).status).toBe(101);
  });

  test("ends with its session, and opens no more for a moment when rights have changed", async () => {
    const session = testSession();
    await session.begin();
    const [mine, theirs] = [new TestDevice(), new TestDevice()];
    const colleague = session.colleague();
    await mine.connect(session);
    await theirs.connect(session, colleague);
    expect(await refusal(session.stub.endSession(session.person, { sessionId: session.person.sessionId }))).toBe(
      "forbidden",
    );
    await session.stub.endSession(session.system, { sessionId: session.person.sessionId });
    await session.stub.renewUser(session.system, { userId: colleague.userId });
    await mine.client?.ended;
    await theirs.client?.ended;
    expect([mine.client?.closedWith, theirs.client?.closedWith]).toEqual([
      CLOSE_CODES.sessionEnded,
      CLOSE_CODES.rightsChanged,
    ]);
    await theirs.connect(session, colleague);
    await theirs.client?.ended;
    expect(theirs.client?.closedWith).toBe(CLOSE_CODES.rightsChanged);
  });

  test("opened through another's eyes ends with the view, and is named for who sits there", async () => {
    const session = testSession();
    await session.begin();
    const impersonator = {
      impersonationId: "imp_1",
      userId: "usr_2",
      name: "Sam Reyes",
      write: true,
      endsAt: Date.now() + 300,
    };
    const mine = new TestDevice();
    await mine.connect(session, { ...session.person, impersonator });
    await mine.client?.until(() => mine.devices.length === 1);
    expect(mine.devices).toMatchObject([{ name: "Sam Reyes" }]);
    await mine.client?.ended;
    expect(mine.client?.closedWith).toBe(CLOSE_CODES.forbidden);
  });

  test("takes no words", async () => {
    const session = testSession();
    await session.begin();
    const mine = new TestDevice();
    await mine.connect(session);
    mine.client?.send({ type: "hello" });
    await mine.client?.ended;
    expect(mine.client?.closedWith).toBe(CLOSE_CODES.badMessage);
  });
});
