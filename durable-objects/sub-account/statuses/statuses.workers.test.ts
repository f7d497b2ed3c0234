import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LONG } from "../../kit/chance.test-kit.ts";
import { MESSAGE_STATUSES, type MessageStatus, statusRank } from "../../../schema/contracts/messages.ts";
import type { InboundStatus } from "../../../schema/inbound/event.ts";
import { holdOutbox, row, rows, testAccount, type TestAccount } from "../account.test-kit.ts";

const REASON = { code: "131026", message: "Not on WhatsApp.", retryable: false };
type Reported = InboundStatus["status"];
const REPORTED = ["sent", "delivered", "read", "failed"] as const satisfies readonly Reported[];

/** A message of ours that waits in the outbox, its reply from the provider outstanding. */
async function queued(account: TestAccount): Promise<{ id: string; conversationId: string }> {
  await account.connect();
  await holdOutbox(account);
  await account.stub.ingest(account.system, { events: [account.message()] });
  const conversation = await row<{ id: string }>(account, "SELECT id FROM conversations");
  const clientId = crypto.randomUUID();
  const { message } = await account.stub.sendMessage(account.user(), {
    conversationId: conversation.id,
    clientId,
    text: "Hi",
    private: false,
  });
  return message;
}

function standing(account: TestAccount, id: string) {
  return row<{ status: MessageStatus; external_id: string | null; error: string | null }>(
    account,
    "SELECT status, external_id, error FROM messages WHERE id = ?",
    id,
  );
}

/** The status of the message in every change the sockets heard of it. */
async function heard(account: TestAccount, id: string): Promise<MessageStatus[]> {
  const found = await rows<{ body: string }>(account, "SELECT body FROM changes ORDER BY seq");
  return found
    .map(({ body }) => JSON.parse(body) as { entity: string; id: string; doc: { status: MessageStatus } })
    .filter((change) => change.entity === "message" && change.id === id)
    .map(({ doc }) => doc.status);
}

function expectMonotone(statuses: readonly MessageStatus[]): void {
  const ranks = statuses.map(statusRank);
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
}

function highestOf(statuses: readonly Reported[]): MessageStatus {
  return statuses.reduce<MessageStatus>(
    (best, status) => (statusRank(status) > statusRank(best) ? status : best),
    "queued",
  );
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

describe("statuses of a message", () => {
  it("only rise, in every order of arrival, by echo id and by external id", async () => {
    const account = testAccount();
    for (const order of permutations([...REPORTED, "sent"] as Reported[])) {
      const { id } = await queued(account);
      const externalId = `wamid.${id}`;
      for (const [n, status] of order.entries()) {
        const echo = n % 2 === 0 || n === 0 ? { echoId: id } : {};
        const error = status === "failed" ? { error: REASON } : {};
        await account.stub.ingest(account.system, {
          events: [account.status(externalId, status, { ...echo, ...error })],
        });
        expect(await standing(account, id)).toMatchObject({
          status: highestOf(order.slice(0, n + 1)),
          external_id: externalId,
        });
      }
      expectMonotone(await heard(account, id));
    }
  }, 60_000);

  it("only rise with duplicates, in any batching, also when some come before the message itself", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.constantFrom(...REPORTED), { minLength: 1, maxLength: 4 }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.nat({ max: 4 }),
        async (batches, messageComesAt) => {
          const account = testAccount();
          const echo = account.message({ direction: "out" });
          const at = Math.min(messageComesAt, batches.length);
          for (const [n, batch] of batches.entries()) {
            if (n === at) await account.stub.ingest(account.system, { events: [echo] });
            await account.stub.ingest(account.system, {
              events: batch.map((status) => account.status(echo.externalId, status)),
            });
          }
          if (at === batches.length) await account.stub.ingest(account.system, { events: [echo] });
          const { id, status } = await row<{ id: string; status: string }>(account, "SELECT id, status FROM messages");
          expect(status).toBe(highestOf(["sent", ...batches.flat()]));
          expectMonotone(await heard(account, id));
          expect(await rows(account, "SELECT * FROM early_statuses")).toEqual([]);
        },
      ),
      { numRuns: LONG ? 40 : 15 },
    );
  });

  it("wait for a message that gets its external id later", async () => {
    const account = testAccount();
    const { id } = await queued(account);
    const externalId = `wamid.${id}`;
    await account.stub.ingest(account.system, {
      events: [
        account.status(externalId, "delivered"),
        account.status(externalId, "read"),
        account.status(externalId, "sent"),
      ],
    });
    expect(await standing(account, id)).toMatchObject({ status: "queued", external_id: null });
    expect(await row(account, "SELECT status FROM early_statuses")).toEqual({ status: "read" });
    await account.stub.ingest(account.system, { events: [account.status(externalId, "sent", { echoId: id })] });
    expect(await standing(account, id)).toMatchObject({ status: "read", external_id: externalId });
    expect(await rows(account, "SELECT * FROM early_statuses")).toEqual([]);
  });

  it("settle a send whose reply was lost: nobody sends it again", async () => {
    for (const lost of ["queued", "sending", "unknown"]) {
      const account = testAccount();
      const { id } = await queued(account);
      await rows(account, "UPDATE messages SET status = ? WHERE id = ?", lost, id);
      await account.stub.ingest(account.system, {
        events: [account.status(`wamid.${id}`, "delivered", { echoId: id })],
      });
      expect(await standing(account, id)).toEqual({ status: "delivered", external_id: `wamid.${id}`, error: null });
      expect(await rows(account, "SELECT * FROM outbox")).toEqual([]);
    }
  });

  it("say why a message failed, on the message and on the timeline", async () => {
    const account = testAccount();
    const { id } = await queued(account);
    await account.stub.ingest(account.system, {
      events: [account.status("wamid.1", "failed", { echoId: id, error: REASON })],
    });
    const { error } = await standing(account, id);
    expect(JSON.parse(error ?? "null")).toEqual(REASON);
    expect(
      await row(account, "SELECT detail ->> '$.reason' AS reason FROM activities WHERE type = 'message.failed'"),
    ).toEqual({
      reason: REASON.message,
    });
  });

  it("reach nobody else's message through the echo field", async () => {
    const account = testAccount();
    const { id } = await queued(account);
    await account.stub.ingest(account.system, {
      events: [account.status("wamid.1", "read", { echoId: id, integrationId: "int_of_somebody_else" })],
    });
    expect(await standing(account, id)).toMatchObject({ status: "queued", external_id: null });
  });

  it("of an attempt that was retried say nothing of the new one", async () => {
    const account = testAccount();
    const { id, conversationId } = await queued(account);
    const failed = account.status("wamid.first", "failed", { echoId: id, error: REASON });
    await account.stub.ingest(account.system, { events: [failed] });
    await account.stub.retryMessage(account.user(), { conversationId, messageId: id });
    await account.stub.ingest(account.system, { events: [failed] });
    expect(await standing(account, id)).toEqual({ status: "queued", external_id: null, error: null });
    await account.stub.ingest(account.system, {
      events: [account.status("wamid.second", "delivered", { echoId: id }), failed],
    });
    expect(await standing(account, id)).toEqual({ status: "delivered", external_id: "wamid.second", error: null });
  });

  it("never touch what a customer wrote", async () => {
    const account = testAccount();
    const message = account.message();
    await account.stub.ingest(account.system, { events: [message, account.status(message.externalId, "failed")] });
    expect(await row(account, "SELECT status FROM messages")).toEqual({ status: "received" });
  });

  it("are all known by rank", () => {
    expect(MESSAGE_STATUSES.map(statusRank)).toEqual(MESSAGE_STATUSES.map((_, index) => index));
  });
});
