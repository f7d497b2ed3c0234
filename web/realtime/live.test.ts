import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { CLOSE_CODES, type Change, type Sight } from "../../schema/realtime/down.ts";
import { PING, PONG } from "../../schema/realtime/up.ts";
import { connectLive, type Live, type LiveStatus } from "./live.ts";

/** Stands in for the browser's socket: the test plays the server. */
class FakeSocket extends EventTarget {
  static readonly made: FakeSocket[] = [];
  static get latest(): FakeSocket {
    return FakeSocket.made.at(-1)!;
  }
  readonly sent: string[] = [];
  readonly url: string;
  readyState = 0;
  binaryType = "blob";

  constructor(url: string) {
    super();
    this.url = url;
    FakeSocket.made.push(this);
  }
  send(frame: string): void {
    this.sent.push(frame);
  }
  close(): void {
    this.readyState = 3;
  }
  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }
  say(body: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data: typeof body === "string" ? body : JSON.stringify(body) }));
  }
  end(code: number): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason: "" }));
  }
}

const changes: Change[] = [];
const statuses: LiveStatus[] = [];
let begins = 0;
let reloads = 0;
let rights = 0;
let live: Live;

beforeEach(async () => {
  vi.useFakeTimers();
  FakeSocket.made.length = changes.length = statuses.length = begins = reloads = rights = 0;
  live = connectLive({
    url: "ws://here/api/live?tenant=ten_1",
    onStatus: (status) => statuses.push(status),
    onBegin: () => (begins += 1),
    onChange: (change) => changes.push(change),
    onPresence: () => {},
    onDraft: () => {},
    onReload: () => (reloads += 1),
    onRights: () => (rights += 1),
    socketClass: FakeSocket,
  });
  await vi.advanceTimersByTimeAsync(0);
  FakeSocket.latest.open();
});
afterEach(() => {
  live.close();
  vi.useRealTimers();
});

const hello = (seq: number, sight: Sight = "all") => FakeSocket.latest.say({ type: "hello", seq, version: 1, sight });
const change = (seq: number) =>
  FakeSocket.latest.say({ type: "change", seq, entity: "contact", op: "updated", id: "c", doc: {} });

it("goes live at hello and applies what follows", () => {
  hello(3);
  change(4);
  expect(statuses).toEqual(["live"]);
  expect(begins).toBe(1);
  expect(changes.map(({ seq }) => seq)).toEqual([4]);
  expect(live.seq()).toBe(4);
});

it("applies what a change brought along after it, under the same number", () => {
  hello(3);
  const also = [{ entity: "activity", op: "created", id: "a", doc: {} }];
  FakeSocket.latest.say({ type: "change", seq: 4, entity: "message", op: "created", id: "m", doc: {}, also });
  change(5);
  expect(changes.map(({ seq, entity }) => `${seq} ${entity}`)).toEqual(["4 message", "4 activity", "5 contact"]);
});

it("asks again from where it stands when a change is missing", async () => {
  hello(3);
  change(6);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(FakeSocket.latest.url).toBe("ws://here/api/live?tenant=ten_1&since=3");
  FakeSocket.latest.open();
  hello(6);
  for (const seq of [4, 5, 6]) change(seq);
  expect(changes.map(({ seq }) => seq)).toEqual([4, 5, 6]);
  expect(reloads).toBe(0);
});

it("reads anew when the same change stays missing", async () => {
  hello(3);
  change(6);
  await vi.advanceTimersByTimeAsync(2_000);
  FakeSocket.latest.open();
  hello(6);
  change(6);
  expect(reloads).toBe(1);
  change(7);
  expect(changes.map(({ seq }) => seq)).toEqual([7]);
});

it("reconnects after a lost line and tells again what it views", async () => {
  hello(3);
  live.send({ type: "viewing", conversationId: "cnv_1" });
  FakeSocket.latest.end(1006);
  expect(statuses.at(-1)).toBe("reconnecting");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(FakeSocket.made).toHaveLength(2);
  FakeSocket.latest.open();
  expect(FakeSocket.latest.sent).toEqual([JSON.stringify({ type: "viewing", conversationId: "cnv_1" })]);
  hello(3);
  expect(statuses.at(-1)).toBe("live");
});

it.each([
  [CLOSE_CODES.sessionEnded, "ended"],
  [CLOSE_CODES.forbidden, "forbidden"],
])("stays away after close code %i", async (code, status) => {
  hello(3);
  FakeSocket.latest.end(code);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(statuses.at(-1)).toBe(status);
  expect(FakeSocket.made).toHaveLength(1);
});

it("starts anew where it stood, when rights have changed: of other rights, what it heard may be too much", async () => {
  hello(3);
  change(4);
  FakeSocket.latest.end(CLOSE_CODES.rightsChanged);
  expect(statuses.at(-1)).toBe("reconnecting");
  expect(rights).toBe(1);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(FakeSocket.latest.url).toBe("ws://here/api/live?tenant=ten_1");
  FakeSocket.latest.open();
  hello(9, "assigned");
  expect(begins).toBe(2);
  FakeSocket.latest.say({ type: "passed", seq: 10 });
  change(11);
  expect(changes.map(({ seq }) => seq)).toEqual([4, 11]);
  expect(reloads).toBe(0);
});

it("reads anew when it hears of something else than before the line was down", async () => {
  hello(3);
  FakeSocket.latest.end(1006);
  await vi.advanceTimersByTimeAsync(5_000);
  FakeSocket.latest.open();
  hello(5, "assigned");
  expect([reloads, rights]).toEqual([1, 1]);
  // What is replayed, the answers to come already hold.
  change(4);
  change(5);
  change(6);
  expect(changes.map(({ seq }) => seq)).toEqual([6]);
});

it("pings a silent line and gives up on one that does not answer", async () => {
  hello(3);
  await vi.advanceTimersByTimeAsync(25_000);
  expect(FakeSocket.latest.sent).toEqual([PING]);
  FakeSocket.latest.say(PONG);
  await vi.advanceTimersByTimeAsync(24_900);
  expect(FakeSocket.made).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(FakeSocket.made).toHaveLength(2);
});

it("drops what it cannot read", () => {
  hello(3);
  FakeSocket.latest.say("{");
  FakeSocket.latest.say({ type: "party" });
  change(4);
  expect(changes).toHaveLength(1);
});
