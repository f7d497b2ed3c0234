import { createRoot } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Page } from "../../../schema/contracts/common.ts";
import type { Conversation } from "../../../schema/contracts/conversations.ts";
import * as rest from "../../rest/conversations.ts";
import { type Conversations, createConversations } from "./conversations.ts";
import type { InboxView } from "./inbox-view.ts";

vi.mock("../../rest/conversations.ts");
const account = vi.mocked(rest);

const ALL: InboxView = { name: "all", label: null, search: "" };
const MINE: InboxView = { ...ALL, name: "mine" };

/** A conversation whose newest message and last change are at this minute of the hour. */
function conversation(id: string, minute: number, more: Partial<Conversation> = {}): Conversation {
  const at = `2026-11-20T10:${String(minute).padStart(2, "0")}:00.000Z`;
  return {
    id,
    channel: "whatsapp",
    integrationId: "int_1",
    contact: { id: `con_${id}`, name: `Person ${id}`, phone: null, tags: [] },
    status: "open",
    assignee: null,
    labels: [],
    unread: 0,
    lastMessageAt: at,
    lastMessage: null,
    windowExpiresAt: null,
    sandbox: true,
    createdAt: at,
    updatedAt: at,
    ...more,
  };
}
const page = (docs: Conversation[]): Page<Conversation> => ({ docs }) as Page<Conversation>;
/** The moment this many seconds before eleven. */
const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 20, 11) - seconds * 1000).toISOString();
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

let seq = 0;
let held: Conversations;
let dispose: () => void;
const hear = (doc: Conversation, op: "created" | "updated" = "updated"): void =>
  held.hear({ type: "change", seq: ++seq, entity: "conversation", op, id: doc.id, doc });

beforeEach(() => {
  seq = 0;
  account.countConversations.mockResolvedValue(2);
  account.listConversations.mockResolvedValue(page([conversation("b", 20), conversation("a", 10)]));
  createRoot((end) => {
    dispose = end;
    held = createConversations({ tenant: "ten_1", userId: "usr_1", seq: () => seq });
  });
});
afterEach(() => {
  dispose();
  vi.resetAllMocks();
});

describe("a list", () => {
  it("follows changes: moves up, takes in, lets go", async () => {
    const list = held.listOf(ALL);
    await settled();
    expect(list.ids()).toEqual(["b", "a"]);
    hear(conversation("a", 30));
    expect(list.ids()).toEqual(["a", "b"]);
    hear(conversation("c", 40), "created");
    expect(list.ids()).toEqual(["c", "a", "b"]);
    hear(conversation("a", 41, { status: "resolved" }));
    expect(list.ids()).toEqual(["c", "b"]);
    held.hear({ type: "change", seq: ++seq, entity: "conversation", op: "deleted", id: "b", doc: null });
    expect(list.ids()).toEqual(["c"]);
    expect(held.get("b")).toBeUndefined();
  });

  it("keeps what was found by a message it does not hold, while all else about it fits", async () => {
    const list = held.listOf({ ...ALL, search: "oak lamp" });
    await settled();
    expect(list.ids()).toEqual(["b", "a"]);
    hear(conversation("a", 30));
    hear(conversation("c", 40), "created");
    expect(list.ids()).toEqual(["a", "b"]);
    hear(conversation("a", 41, { status: "resolved" }));
    expect(list.ids()).toEqual(["b"]);
  });

  it("opens at once with what is known already", async () => {
    held.listOf(ALL);
    await settled();
    hear(conversation("a", 30, { assignee: "usr_1" }));
    expect(held.listOf(MINE).ids()).toEqual(["a"]);
  });

  it("has no holes while only its newest page was read", async () => {
    const newest = Array.from({ length: 50 }, (_, index) => conversation(`p${index}`, 59 - index));
    account.listConversations.mockResolvedValueOnce(page(newest));
    const list = held.listOf(ALL);
    await settled();
    hear(conversation("old", 5));
    expect(list.ids()).toHaveLength(50);
    account.listConversations.mockResolvedValueOnce(page([...newest.slice(-1), conversation("older", 7)]));
    await list.more();
    expect(list.ids().slice(-3)).toEqual(["p49", "older", "old"]);
    expect(list.complete()).toBe(true);
  });

  it("lets go, at a refresh, of what the account no longer has there, but not of what has just changed", async () => {
    const list = held.listOf(ALL);
    await settled();
    account.listConversations.mockImplementationOnce(async () => {
      hear(conversation("c", 40), "created");
      return page([conversation("b", 20)]);
    });
    await list.refresh();
    expect(list.ids()).toEqual(["c", "b"]);
  });

  it("keeps all that is shown while it is read again, however much that is, and only then lets go", async () => {
    const many = Array.from({ length: 620 }, (_, index) => conversation(`m${index}`, 0, { lastMessageAt: at(index) }));
    account.listConversations.mockImplementation(async (_tenant, _filter, { limit, notAfter }) =>
      page(many.filter(({ lastMessageAt }) => lastMessageAt <= (notAfter ?? "9")).slice(0, limit)),
    );
    const list = held.listOf(ALL);
    await settled();
    while (!list.complete()) await list.more();
    expect(list.ids()).toHaveLength(620);
    many.splice(610, 1);
    many.splice(3, 1);
    const reading = list.refresh();
    const seen = [list.ids().length];
    while (list.loading() === "refresh") {
      await Promise.resolve();
      if (seen.at(-1) !== list.ids().length) seen.push(list.ids().length);
    }
    await reading;
    expect(seen).toEqual([620, 619, 618]);
    expect(list.ids()).toEqual(many.map(({ id }) => id));
  });

  it("says why it could not be read, and reads again", async () => {
    account.listConversations.mockRejectedValueOnce(new Error("down"));
    const list = held.listOf(ALL);
    await settled();
    expect(list.error()).toEqual(new Error("down"));
    await list.refresh();
    expect(list.error()).toBeUndefined();
    expect(list.ids()).toEqual(["b", "a"]);
  });
});

describe("an act", () => {
  it("shows at once, and stays through answer and change in either order", async () => {
    const list = held.listOf(ALL);
    await settled();
    const done = conversation("a", 30, { status: "resolved" });
    account.updateConversation.mockResolvedValueOnce(done);
    const act = held.update("a", { status: "resolved" });
    expect(list.ids()).toEqual(["b"]);
    hear(conversation("a", 29, { labels: ["vip"] }));
    expect(held.get("a")).toMatchObject({ status: "resolved", labels: ["vip"] });
    await act;
    expect(held.get("a")?.status).toBe("resolved");
    hear(done);
    expect(held.get("a")).toMatchObject({ status: "resolved", labels: [] });
  });

  it("is taken back when refused, and says why", async () => {
    const list = held.listOf(ALL);
    await settled();
    account.updateConversation.mockRejectedValueOnce(new Error("suspended"));
    const act = held.update("a", { status: "resolved" });
    expect(list.ids()).toEqual(["b"]);
    await expect(act).rejects.toThrow("suspended");
    expect(list.ids()).toEqual(["b", "a"]);
    expect(held.get("a")?.status).toBe("open");
  });

  it("ignores an answer older than what it holds", async () => {
    held.listOf(ALL);
    await settled();
    hear(conversation("a", 30, { unread: 3 }));
    account.listConversations.mockResolvedValueOnce(page([conversation("b", 20), conversation("a", 10)]));
    await held.listOf(ALL).refresh();
    expect(held.get("a")?.unread).toBe(3);
  });
});

describe("counts", () => {
  it("follow what changes, and ask again only for what was never held", async () => {
    vi.useFakeTimers();
    held.counts.load();
    await vi.advanceTimersByTimeAsync(0);
    held.listOf(ALL);
    await vi.advanceTimersByTimeAsync(0);
    expect(held.counts.of("all")).toBe(2);
    hear(conversation("a", 30, { status: "resolved" }));
    expect([held.counts.of("all"), held.counts.of("unassigned"), held.counts.of("resolved")]).toEqual([1, 1, 3]);
    hear(conversation("c", 31, { assignee: "usr_1", unread: 1 }), "created");
    expect([held.counts.of("all"), held.counts.of("mine"), held.counts.of("unread")]).toEqual([2, 3, 3]);
    account.countConversations.mockClear();
    hear(conversation("stranger", 32));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(account.countConversations).toHaveBeenCalledTimes(5);
    vi.useRealTimers();
  });
});
