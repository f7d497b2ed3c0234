import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Message, MESSAGE_STATUSES, type MessageStatus, statusRank } from "../../../schema/contracts/messages.ts";
import { foldMessage, type MessageRow, type MessageSource } from "./fold-message.ts";
import { STATUS_RANK } from "./status-rank.ts";
import { threadOrder } from "./thread-order.ts";

function message(status: MessageStatus, more: Partial<Message> = {}): Message {
  return {
    id: "msg_1",
    conversationId: "cnv_1",
    direction: "out",
    type: "text",
    private: false,
    text: "Hello",
    status,
    externalId: null,
    clientId: "client-one",
    author: { type: "user", id: "usr_1", name: "Ana" },
    attachments: [],
    reactions: [],
    createdAt: "2026-11-20T10:00:00.000Z",
    ...more,
  };
}

it("ranks statuses as the contract does", () => {
  for (const status of MESSAGE_STATUSES) expect(STATUS_RANK[status]).toBe(statusRank(status));
  expect(Object.keys(STATUS_RANK)).toHaveLength(MESSAGE_STATUSES.length);
});

describe("foldMessage", () => {
  const held: MessageRow = { key: "client-one", message: message("delivered"), seq: 10 };

  it("keeps a higher status when an answer overtook the feed", () => {
    const ahead = foldMessage(undefined, message("delivered"), { from: "answer", since: 3 });
    const caught = foldMessage(ahead, message("sent"), { from: "change", seq: 4, op: "updated" });
    expect(caught.message.status).toBe("delivered");
    expect(caught.seq).toBe(4);
  });
  it("ignores an answer older than a change it has seen", () => {
    expect(foldMessage(held, message("failed"), { from: "answer", since: 9 })).toBe(held);
  });
  it("ignores a change it has seen", () => {
    expect(foldMessage(held, message("read"), { from: "change", seq: 10, op: "updated" })).toBe(held);
  });
  it("follows a retry down, from the feed and from an answer", () => {
    const failed: MessageRow = { key: "client-one", message: message("failed"), seq: 10 };
    expect(foldMessage(failed, message("queued"), { from: "change", seq: 11, op: "updated" }).message.status).toBe(
      "queued",
    );
    expect(foldMessage(failed, message("queued"), { from: "answer", since: 10 }).message.status).toBe("queued");
  });
  it("does not take the replayed beginning of a failed message for a retry", () => {
    const failed = foldMessage(undefined, message("failed"), { from: "answer", since: 3 });
    expect(foldMessage(failed, message("queued"), { from: "change", seq: 4, op: "created" }).message.status).toBe(
      "failed",
    );
  });
});

/** What happens to a message on the server: its statuses in order, with retries after a failure. */
const history = fc
  .array(fc.constantFrom<MessageStatus>("sending", "unknown", "sent", "delivered", "read", "failed", "queued"), {
    maxLength: 12,
  })
  .map((wishes) => {
    const statuses: MessageStatus[] = ["queued"];
    for (const wish of wishes) {
      const now = statuses.at(-1)!;
      const retry = wish === "queued" && (now === "failed" || now === "unknown");
      if (retry || (wish !== "queued" && statusRank(wish) > statusRank(now))) statuses.push(wish);
    }
    return statuses;
  });

/** An answer: asked for when the reader had applied `asked` changes, read by the server `late` changes later, received `slow` after that. */
const answer = fc.record({ asked: fc.nat(12), late: fc.nat(6), slow: fc.nat(6) });

interface Run {
  final: MessageRow | undefined;
  seen: MessageStatus[];
}

/** Plays the feed in order (each change up to three times) with answers falling in wherever their times put them. */
function play(
  statuses: MessageStatus[],
  answers: { asked: number; late: number; slow: number }[],
  repeats: number[],
): Run {
  let row: MessageRow | undefined;
  const seen: MessageStatus[] = [];
  const fold = (status: MessageStatus, source: MessageSource): void => {
    row = foldMessage(row, message(status), source);
    if (seen.at(-1) !== row.message.status) seen.push(row.message.status);
  };
  for (let applied = 0; applied <= statuses.length; applied++) {
    if (applied > 0) {
      for (let time = 0; time <= (repeats[applied] ?? 0) % 3; time++) {
        fold(statuses[applied - 1]!, { from: "change", seq: applied, op: applied === 1 ? "created" : "updated" });
      }
    }
    for (const { asked, late, slow } of answers) {
      const readAt = Math.min(asked + late, statuses.length);
      // Nothing is received before it was read; the server may be ahead of the feed that reached us.
      const arrivesAt = Math.min(asked + slow, statuses.length);
      if (asked <= statuses.length && arrivesAt === applied && readAt > 0)
        fold(statuses[readAt - 1]!, { from: "answer", since: asked });
    }
  }
  return { final: row, seen };
}

it("ends with what the server has, whatever the order of answers, changes and repeats", () => {
  fc.assert(
    fc.property(
      history,
      fc.array(answer, { maxLength: 5 }),
      fc.array(fc.nat(2), { maxLength: 13 }),
      (statuses, answers, repeats) => {
        const { final } = play(statuses, answers, repeats);
        expect(final?.key).toBe("client-one");
        expect(final?.message.status).toBe(statuses.at(-1));
      },
    ),
    { numRuns: 5000 },
  );
});

it("never shows a status going back, but for a retry", () => {
  fc.assert(
    fc.property(history, fc.array(answer, { maxLength: 5 }), (statuses, answers) => {
      const { seen } = play(statuses, answers, []);
      for (const [index, status] of seen.entries()) {
        const before = seen[index - 1];
        if (before === undefined || statusRank(status) > statusRank(before)) continue;
        expect(["failed", "unknown"]).toContain(before);
        expect(["queued", "sending"]).toContain(status);
      }
    }),
    { numRuns: 5000 },
  );
});

describe("threadOrder", () => {
  const waiting = (clientId: string, createdAt: string) =>
    ({ clientId, conversationId: "cnv_1", text: "x", private: false, createdAt, state: "waiting" }) as const;
  const items = [waiting("two", "2026-11-20T10:00:06.000Z"), waiting("one", "2026-11-20T10:00:05.000Z")];
  const order = (...confirmed: string[]) => threadOrder(confirmed, items, (key) => confirmed.includes(key));

  it("puts what waits last, in the order written", () => {
    expect(order("msg_1")).toEqual(["msg_1", "one", "two"]);
  });
  it("shows a message once, whether its item or its document is seen first", () => {
    expect(order("msg_1", "one")).toEqual(order("msg_1"));
  });
});
