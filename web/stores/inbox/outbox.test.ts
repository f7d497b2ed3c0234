import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Message } from "../../../schema/contracts/messages.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import type { OutboxItem } from "./outbox-item.ts";

/** The browser's storage, as much of it as the outbox touches. */
class FakeStorage {
  readonly held = new Map<string, string>();
  get length(): number {
    return this.held.size;
  }
  key(index: number): string | null {
    return [...this.held.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.held.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.held.set(key, value);
  }
  removeItem(key: string): void {
    this.held.delete(key);
  }
}

const LOST = new Error("lost");
class Refused extends Error {}

let storage: FakeStorage;
/** What the account has stored, by client id: it makes one message per id, as the real one does. */
let account: Map<string, string>;
let posts: string[];
let items: OutboxItem[];
let sent: string[];
/** Where the feed stood when the last one sent began to be posted. */
let sentSince: number | undefined;
let seq: number;
/** What becomes of the next posts; the last stays in force. */
let line: ("ok" | "lost" | "lost-after" | "refused")[];
let outbox: Outbox;

function open(owner = "usr_1.ten_1"): Outbox {
  return createOutbox({
    storage,
    owner,
    post: async (item) => {
      posts.push(item.text);
      await new Promise((resolve) => setTimeout(resolve, 10));
      const fate = line.length > 1 ? line.shift() : line[0];
      if (fate === "lost") throw LOST;
      if (fate === "refused") throw new Refused("The window is closed.");
      account.set(item.clientId, item.text);
      if (fate === "lost-after") throw LOST;
      return { clientId: item.clientId, text: item.text } as Message;
    },
    refusalOf: (error) => (error instanceof Refused ? { message: error.message, code: "window_closed" } : undefined),
    seq: () => seq,
    onSent: (message, since) => {
      sent.push(message.text ?? "");
      sentSince = since;
    },
    onItems: (next) => (items = next),
  });
}
const write = (text: string, conversationId = "cnv_1"): void =>
  outbox.add({ clientId: `client-${text}`, conversationId, text, private: false });

beforeEach(() => {
  vi.useFakeTimers();
  storage = new FakeStorage();
  account = new Map();
  posts = [];
  items = [];
  sent = [];
  seq = 7;
  line = ["ok"];
  outbox = open();
});
afterEach(() => {
  outbox.close();
  vi.useRealTimers();
});

describe("outbox", () => {
  it("sends at once and leaves nothing behind", async () => {
    write("one");
    expect(items.map(({ state }) => state)).toEqual(["sending"]);
    await vi.advanceTimersByTimeAsync(20);
    expect(sent).toEqual(["one"]);
    expect(items).toEqual([]);
    expect(storage.length).toBe(0);
  });

  it("keeps the order within a conversation, one at a time, and does not hold up another", async () => {
    write("one");
    write("two");
    write("three");
    write("elsewhere", "cnv_2");
    expect(posts).toEqual(["one", "elsewhere"]);
    await vi.advanceTimersByTimeAsync(50);
    expect(sent).toEqual(["one", "elsewhere", "two", "three"]);
  });

  it("says where the feed stood when the post began, which may have gone on since", async () => {
    write("one");
    seq = 12;
    await vi.advanceTimersByTimeAsync(20);
    expect(sentSince).toBe(7);
  });

  it("tries again with the same client id after a lost line, so the account has it once", async () => {
    line = ["lost", "lost-after", "ok"];
    write("one");
    await vi.advanceTimersByTimeAsync(20);
    expect(items.map(({ state }) => state)).toEqual(["waiting"]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(posts).toEqual(["one", "one", "one"]);
    expect([...account]).toEqual([["client-one", "one"]]);
    expect(items).toEqual([]);
  });

  it("goes at once when the connection is back", async () => {
    line = ["lost", "ok"];
    write("one");
    await vi.advanceTimersByTimeAsync(20);
    outbox.flush();
    await vi.advanceTimersByTimeAsync(20);
    expect(sent).toEqual(["one"]);
  });

  it("survives a reload in the middle of a send, and sends once", async () => {
    line = ["lost"];
    write("one");
    write("two");
    outbox.close();
    line = ["ok"];
    outbox = open();
    expect(items.map(({ text, state }) => [text, state])).toEqual([
      ["one", "waiting"],
      ["two", "waiting"],
    ]);
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toEqual(["one", "two"]);
    expect([...account.keys()]).toEqual(["client-one", "client-two"]);
    expect(storage.length).toBe(0);
  });

  it("shows nothing of it to another person or account", () => {
    line = ["lost"];
    write("one");
    items = [];
    open("usr_2.ten_1").close();
    expect(items).toEqual([]);
  });

  it("keeps a refusal with its reason until it is retried, and lets the next one pass", async () => {
    line = ["refused", "ok"];
    write("one");
    write("two");
    await vi.advanceTimersByTimeAsync(50);
    expect(sent).toEqual(["two"]);
    expect(items).toMatchObject([{ text: "one", state: "refused", refusal: { message: "The window is closed." } }]);
    outbox.flush();
    expect(posts).toEqual(["one", "two"]);
    outbox.retry("client-one");
    await vi.advanceTimersByTimeAsync(20);
    expect(sent).toEqual(["two", "one"]);
  });

  it("forgets what the feed brought, and what is discarded", async () => {
    line = ["lost"];
    write("one");
    write("two");
    outbox.settle("client-one");
    outbox.discard("client-two");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(items).toEqual([]);
    expect(storage.length).toBe(0);
    expect(posts).toEqual(["one"]);
  });

  it("works on where storage is refused", async () => {
    storage.setItem = () => {
      throw new Error("quota");
    };
    write("one");
    await vi.advanceTimersByTimeAsync(20);
    expect(sent).toEqual(["one"]);
  });

  it("reads past what it did not write", () => {
    storage.setItem("trellis.outbox.usr_1.ten_1.x", "{broken");
    storage.setItem("trellis.outbox.usr_1.ten_1.y", JSON.stringify({ text: 4 }));
    open().close();
    expect(items).toEqual([]);
  });
});

describe("what is held", () => {
  const hold = (text: string): void =>
    outbox.add({ clientId: `client-${text}`, conversationId: "cnv_1", text, private: false }, 5_000);

  it("leaves when its time is over, in the order written", async () => {
    hold("one");
    await vi.advanceTimersByTimeAsync(1_000);
    hold("two");
    await vi.advanceTimersByTimeAsync(3_999);
    expect(posts).toEqual([]);
    await vi.advanceTimersByTimeAsync(50);
    expect(posts).toEqual(["one"]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(posts).toEqual(["one", "two"]);
    expect(items).toEqual([]);
  });

  it("can be taken back until then, and not after", async () => {
    hold("oops");
    expect(outbox.takeBack("client-oops")).toMatchObject({ text: "oops" });
    hold("gone");
    await vi.advanceTimersByTimeAsync(6_000);
    expect(outbox.takeBack("client-gone")).toBeUndefined();
    expect(posts).toEqual(["gone"]);
    expect([...storage.held]).toEqual([]);
  });

  it("survives a reload and leaves at its time, or at once when that is over", async () => {
    hold("later");
    const stored = new Map(storage.held);
    outbox.close();
    await vi.advanceTimersByTimeAsync(20);
    // A crash: what was stored is there as it was.
    posts.length = 0;
    for (const [key, value] of stored) storage.setItem(key, value);
    outbox = open();
    await vi.advanceTimersByTimeAsync(4_900);
    expect(posts).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(posts).toEqual(["later"]);
  });

  it("leaves at once when the page or the account is left", async () => {
    hold("page");
    outbox.releaseHeld();
    await vi.advanceTimersByTimeAsync(20);
    hold("account");
    outbox.close();
    await vi.advanceTimersByTimeAsync(20);
    expect(posts).toEqual(["page", "account"]);
  });

  it("does not leave when another tab has taken it back", async () => {
    hold("shared");
    storage.held.clear();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(posts).toEqual([]);
    expect(items).toEqual([]);
  });
});
