import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { CLOSE_CODES } from "../../../schema/realtime/down.ts";
import { REALTIME_VERSION } from "../../../schema/realtime/version.ts";
import { failure, refusal, row, rows, testAccount, type TestAccount, userActor } from "../account.test-kit.ts";
import { CHANGE_FEED_ROWS } from "./change-feed.ts";
import { openSocket, upgrade } from "./live-client.test-kit.ts";
import { SOCKETS_A_PERSON_MAX } from "./open-socket.ts";
import { UP_PACE } from "./up-allowance.ts";

function write(account: TestAccount) {
  return account.stub.ingest(account.system, { events: [account.message()] });
}

async function lastSeq(account: TestAccount): Promise<number> {
  return (await row<{ seq: number }>(account, "SELECT coalesce(max(seq), 0) AS seq FROM changes")).seq;
}

function upTo(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, n) => from + 1 + n);
}

describe("a live socket", () => {
  it("says hello, then tells every change as it was written", async () => {
    const account = testAccount();
    const client = await openSocket(account, account.user());
    await write(account);
    const last = await lastSeq(account);
    await client.until(() => client.seqs.length === last);
    expect(client.heard[0]).toEqual({ type: "hello", seq: 0, version: REALTIME_VERSION, sight: "all" });
    expect(client.seqs).toEqual(upTo(0, last));
    const stored = await rows<{ body: string }>(account, "SELECT body FROM changes ORDER BY seq");
    expect(client.bodies.filter((body) => body.includes('"change"'))).toEqual(stored.map(({ body }) => body));
  });

  it("replays what was missed, word for word, before what comes", async () => {
    const account = testAccount();
    await write(account);
    const middle = await lastSeq(account);
    await write(account);
    const then = await lastSeq(account);
    const client = await openSocket(account, account.user(), middle);
    await write(account);
    const last = await lastSeq(account);
    await client.until(() => client.seqs.length === last - middle);
    expect(client.heard[0]).toMatchObject({ type: "hello", seq: then });
    expect(client.seqs).toEqual(upTo(middle, last));
    const stored = await rows<{ body: string }>(account, "SELECT body FROM changes WHERE seq > ? ORDER BY seq", middle);
    expect(client.bodies.filter((body) => body.includes('"change"'))).toEqual(stored.map(({ body }) => body));
  });

  it("asks for a fresh start when the missed changes are not all there", async () => {
    const account = testAccount();
    await write(account);
    await write(account);
    const last = await lastSeq(account);
    await rows(account, "DELETE FROM changes WHERE seq <= 3");
    for (const [since, expected] of [
      [0, "reset"],
      [2, "reset"],
      [3, "replay"],
      [last, "replay"],
      [last + 1, "reset"],
    ] as const) {
      const client = await openSocket(account, account.user(), since);
      await client.until(() => client.heard.some(({ type }) => type === "presence"));
      const reset = client.heard.find(({ type }) => type === "reset");
      expect([since, reset]).toEqual([since, expected === "reset" ? { type: "reset", seq: last } : undefined]);
      expect(client.seqs).toEqual(expected === "reset" ? [] : upTo(since, last));
    }
  });

  it("keeps no more of the feed than can be replayed", async () => {
    const account = testAccount();
    await write(account);
    await runInDurableObject(account.stub, (_object, ctx) => {
      ctx.storage.sql.exec(
        "WITH RECURSIVE n (i) AS (VALUES (100) UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO changes (seq, body) SELECT i, '{}' FROM n",
        CHANGE_FEED_ROWS + 1_499,
      );
    });
    await evictDurableObject(account.stub);
    await write(account);
    const { n, last } = await row<{ n: number; last: number }>(
      account,
      "SELECT count(*) AS n, max(seq) AS last FROM changes",
    );
    expect(last).toBe(CHANGE_FEED_ROWS + 1_500);
    expect(n).toBe(CHANGE_FEED_ROWS);
  });

  it("is for those who may see: others are told why it closes", async () => {
    const account = testAccount();
    const blind = await openSocket(account, account.user("subaccount_viewer", { capabilities: ["viewSettings"] }));
    await blind.until(() => blind.closedWith !== undefined);
    expect(blind.closedWith).toBe(CLOSE_CODES.forbidden);
    expect(blind.bodies).toEqual([]);
    expect(await refusalOf(upgrade(account, account.system))).toBe("unauthenticated");
    expect(await refusalOf(upgrade(account, userActor("ten_other", "subaccount_admin")))).toBe("not_found");
    expect(await refusalOf(account.stub.fetch("https://account/live", { headers: { upgrade: "websocket" } }))).toBe(
      "unauthenticated",
    );
    expect(await refusalOf(account.stub.fetch("https://account/live"))).toBe("invalid");
  });

  it("closes on a message it cannot read, and on nothing else", async () => {
    const account = testAccount();
    for (const bad of [
      "{",
      "null",
      '{"type":"shout"}',
      '{"type":"viewing"}',
      `"${"x".repeat(2_000)}"`,
      new ArrayBuffer(4),
    ]) {
      const client = await openSocket(account, account.user());
      client.send(bad);
      await client.until(() => client.closedWith !== undefined);
      expect(client.closedWith).toBe(CLOSE_CODES.badMessage);
    }
    const client = await openSocket(account, account.user());
    client.send("ping");
    await client.until(() => client.bodies.includes("pong"));
    expect(client.closedWith).toBeUndefined();
  });

  it("closes on more than a person can say, and hears nothing of it afterwards", async () => {
    const account = testAccount();
    const [talker, listener] = [await openSocket(account, account.user()), await openSocket(account, account.user())];
    for (let said = 0; said < UP_PACE.burst; said += 1) talker.send({ type: "viewing", conversationId: `cnv_${said}` });
    await talker.until(() => talker.presence?.[0]?.viewing === `cnv_${UP_PACE.burst - 1}`);
    expect(talker.closedWith).toBeUndefined();

    for (let said = 0; said < UP_PACE.burst; said += 1) talker.send({ type: "viewing", conversationId: "cnv_flood" });
    await talker.until(() => talker.closedWith !== undefined);
    expect(talker.closedWith).toBe(1008);
    await listener.until(() => listener.presence?.length === 1 && listener.presence[0]?.viewing === null);
    listener.send({ type: "viewing", conversationId: "cnv_calm" });
    await listener.until(() => listener.presence?.[0]?.viewing === "cnv_calm");
  });

  it("is one of so many for a person, and leaves room for others", async () => {
    const account = testAccount();
    const [crowd, calm] = [account.user(), userActor(account.tenantId, "subaccount_viewer")];
    const held = [];
    for (let opened = 0; opened < SOCKETS_A_PERSON_MAX; opened += 100) {
      held.push(...(await Promise.all(Array.from({ length: 100 }, () => openSocket(account, crowd)))));
    }
    expect(await refusalOf(upgrade(account, crowd))).toBe("too_many");
    expect((await openSocket(account, calm)).closedWith).toBeUndefined();
    expect(held.every(({ closedWith }) => closedWith === undefined)).toBe(true);
  });

  it("that is gone does not break a write", async () => {
    const account = testAccount();
    const client = await openSocket(account, account.user());
    client.close();
    expect(await write(account)).toMatchObject({ stored: 1 });
  });
});

describe("presence", () => {
  it("tells who is here, once a person, where they look and whether they type", async () => {
    const account = testAccount();
    const ada = account.user("subaccount_member", { name: "Ada" });
    const first = await openSocket(account, ada);
    const second = await openSocket(account, ada);
    const grace = await openSocket(account, account.user("subaccount_viewer", { name: "Grace" }));
    await grace.until(() => grace.presence?.length === 2);
    second.send({ type: "viewing", conversationId: "cnv_1" });
    await grace.until(() => grace.presence?.some(({ viewing }) => viewing === "cnv_1") === true);
    first.send({ type: "typing", conversationId: "cnv_2", typing: true });
    await grace.until(() => grace.presence?.some(({ typing }) => typing) === true);
    expect(grace.presence?.find(({ name }) => name === "Ada")).toEqual({
      userId: ada.userId,
      name: "Ada",
      viewing: "cnv_2",
      typing: true,
    });
    first.send({ type: "typing", conversationId: "cnv_2", typing: false });
    await grace.until(() => grace.presence?.every(({ typing }) => !typing) === true);
    first.close();
    second.close();
    await grace.until(() => grace.presence?.length === 1);
    expect(grace.presence?.[0]?.name).toBe("Grace");
  });
});

describe("tickets", () => {
  it("open one socket once", async () => {
    const account = testAccount();
    const { ticket, expiresAt } = await account.stub.createLiveTicket(account.user());
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(25_000);
    expect(await rows(account, "SELECT hash FROM live_tickets WHERE hash = ?", ticket)).toEqual([]);
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => openSocket(account, { ticket })));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await refusalOf(upgrade(account, { ticket }))).toBe("unauthenticated");
    expect(await refusalOf(upgrade(account, { ticket: "never issued" }))).toBe("unauthenticated");
  });

  it("lapse after 30 seconds, and with their session", async () => {
    const account = testAccount();
    const late = await account.stub.createLiveTicket(account.user());
    await rows(account, "UPDATE live_tickets SET expires_at = expires_at - 30001");
    expect(await refusalOf(upgrade(account, late))).toBe("unauthenticated");
    const actor = account.user();
    const ended = await account.stub.createLiveTicket(actor);
    await account.stub.endSession(account.system, { sessionId: actor.sessionId });
    expect(await refusalOf(upgrade(account, ended))).toBe("unauthenticated");
    expect(await refusal(account.stub.createLiveTicket(actor))).toBe("session_ended");
  });

  it("are for people who may see, so many at a time", async () => {
    const account = testAccount();
    expect(await refusal(account.stub.createLiveTicket(account.user("subaccount_viewer", { capabilities: [] })))).toBe(
      "forbidden",
    );
    const actor = account.user();
    for (let n = 0; n < 20; n++) await account.stub.createLiveTicket(actor);
    expect(await refusal(account.stub.createLiveTicket(actor))).toBe("too_many");
    await account.stub.createLiveTicket(account.user());
  });
});

describe("an ended session", () => {
  it("closes its sockets, leaves others alone, and opens none again", async () => {
    const account = testAccount();
    const actor = account.user();
    const mine = await openSocket(account, actor);
    const tab = await openSocket(account, actor);
    const elsewhere = await openSocket(account, { ...actor, sessionId: "ses_elsewhere" });
    await account.stub.endSession(account.system, { sessionId: actor.sessionId });
    await mine.until(() => mine.closedWith !== undefined);
    await tab.until(() => tab.closedWith !== undefined);
    expect([mine.closedWith, tab.closedWith]).toEqual([CLOSE_CODES.sessionEnded, CLOSE_CODES.sessionEnded]);
    const again = await openSocket(account, actor);
    await again.until(() => again.closedWith !== undefined);
    expect(again.closedWith).toBe(CLOSE_CODES.sessionEnded);
    expect(again.bodies).toEqual([]);
    await write(account);
    await elsewhere.until(() => elsewhere.seqs.length > 0);
    expect(mine.seqs).toEqual([]);
  });

  it("may be all a person has", async () => {
    const account = testAccount();
    const actor = account.user();
    const clients = [
      await openSocket(account, actor),
      await openSocket(account, { ...actor, sessionId: "ses_elsewhere" }),
    ];
    const colleague = await openSocket(account, account.user());
    const { ticket } = await account.stub.createLiveTicket(actor);
    await account.stub.endUser(account.system, { userId: actor.userId });
    for (const client of clients) {
      await client.until(() => client.closedWith !== undefined);
      expect(client.closedWith).toBe(CLOSE_CODES.forbidden);
    }
    expect(await refusalOf(upgrade(account, { ticket }))).toBe("unauthenticated");
    expect(colleague.closedWith).toBeUndefined();
  });
});

/** An upgrade that is refused throws across to the worker, as every method does. */
async function refusalOf(response: Promise<Response>): Promise<string> {
  const error = await failure(response);
  return "code" in error ? String(error.code) : `${error.name}: ${error.message}`;
}
