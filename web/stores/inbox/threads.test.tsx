import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Message } from "../../../schema/contracts/messages.ts";
import * as rest from "../../rest/messages.ts";
import { createThreads } from "./threads.ts";

vi.mock("../../rest/messages.ts");
const account = vi.mocked(rest);

/** The n-th message of the conversation: one a second. */
function message(n: number, more: Partial<Message> = {}): Message {
  return {
    id: `msg_${String(n).padStart(4, "0")}`,
    conversationId: "cnv_1",
    direction: "in",
    type: "text",
    private: false,
    text: `Line ${n}`,
    status: "received",
    externalId: null,
    clientId: null,
    author: { type: "contact", id: "con_1", name: "Rita" },
    attachments: [],
    reactions: [],
    createdAt: new Date(Date.UTC(2026, 10, 20) + n * 1000).toISOString(),
    ...more,
  };
}
/** Messages from `from` down to `to`, as a page gives them. */
const page = (from: number, to: number): Message[] =>
  Array.from({ length: from - to + 1 }, (_, index) => message(from - index));
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

let seq = 0;
let threads: ReturnType<typeof createThreads>;
const thread = () => threads.get("cnv_1")!;
const hear = (doc: Message, op: "created" | "updated" = "updated"): void =>
  void threads.hear({ type: "change", seq: ++seq, entity: "message", op, id: doc.id, doc });
const lines = (): string[] =>
  thread()
    .index.keys()
    .map((key) => thread().rows[key]?.message.text ?? "");

beforeEach(() => {
  seq = 0;
  account.listMessages.mockResolvedValue(page(100, 51));
  threads = createThreads({ tenant: "ten_1", seq: () => seq });
});
afterEach(() => vi.resetAllMocks());

describe("an answer and the feed", () => {
  const sent = (status: Message["status"]): Message => message(101, { direction: "out", clientId: "mine", status });

  it("keeps a failure that the feed told before the send itself was answered", async () => {
    threads.open("cnv_1");
    await settled();
    const since = seq;
    hear(sent("queued"), "created");
    hear(sent("failed"));
    threads.answer(sent("queued"), since);
    expect(thread().rows["mine"]?.message.status).toBe("failed");
  });

  it("believes what is read anew after the feed broke, also of a message that failed and was sent again", async () => {
    threads.open("cnv_1");
    await settled();
    hear(sent("failed"), "created");
    seq = 40;
    account.listMessages.mockResolvedValue([sent("sent"), ...page(100, 52)]);
    threads.reload("cnv_1");
    await settled();
    expect(thread().rows["mine"]?.message.status).toBe("sent");
  });
});

describe("what is older than the pages read", () => {
  it("is left to its page, whatever befalls it: no hole opens before it", async () => {
    threads.open("cnv_1");
    await settled();
    hear(message(3, { text: "Line 3, edited" }));
    expect(lines()[0]).toBe("Line 51");
    account.listMessages.mockResolvedValue(page(50, 1));
    await threads.loadOlder("cnv_1");
    expect(account.listMessages).toHaveBeenLastCalledWith("ten_1", "cnv_1", { limit: 50, before: "msg_0051" });
    expect(lines()).toHaveLength(100);
  });

  it("is not left out either when it befalls it while that page is on its way", async () => {
    threads.open("cnv_1");
    await settled();
    account.listMessages.mockImplementation(async () => {
      await settled();
      return page(50, 1);
    });
    const reading = threads.loadOlder("cnv_1");
    hear(message(3, { text: "Line 3, edited" }));
    expect(lines()[0]).toBe("Line 51");
    await reading;
    expect(lines()[2]).toBe("Line 3, edited");
  });

  it("leaves with the first page too, when it was heard of while that was on its way", async () => {
    threads.open("cnv_1");
    hear(message(3, { text: "Line 3, edited" }));
    hear(message(101), "created");
    await settled();
    expect([lines()[0], lines().at(-1)]).toEqual(["Line 51", "Line 101"]);
  });
});
