import { expect, it } from "vitest";
import { row, testAccount } from "../account.test-kit.ts";

it("keeps a chat's past without unread, reply window or reopening", async () => {
  const account = testAccount();
  await account.connect();
  const hour = 3_600_000;
  await account.stub.ingest(account.system, {
    events: [
      account.message({ past: true, at: Date.now() - 3 * hour, text: "Do you open on Sundays?" }),
      account.message({ past: true, at: Date.now() - 2 * hour, text: "We do, from ten.", direction: "out" }),
      account.message({ past: true, at: Date.now() - hour, text: "See you then" }),
    ],
  });
  expect(await row(account, "SELECT unread, status, window_expires_at FROM conversations")).toEqual({
    unread: 0,
    status: "open",
    window_expires_at: null,
  });
  expect(await row(account, "SELECT count(*) AS kept FROM messages")).toEqual({ kept: 3 });
});
