import { describe, expect, it } from "vitest";
import { changeOf, messagesOf, RECEIVED_AT, text } from "./webhook-bodies.ts";
import { parseWebhook } from "./parse-webhook.ts";

describe("when it was written", () => {
  it.each([
    ["seconds as text", "1795082400", 1_795_082_400_000],
    ["seconds as a number", 1_795_082_400, 1_795_082_400_000],
    ["a time to come", "1999999999", RECEIVED_AT],
    ["milliseconds", "1795082400000", RECEIVED_AT],
    ["zero", "0", RECEIVED_AT],
    ["words", "yesterday", RECEIVED_AT],
    ["a fraction", "1795082400.5", RECEIVED_AT],
    ["nothing", undefined, RECEIVED_AT],
  ])("%s", (_case, timestamp, at) => {
    expect(
      messagesOf(parseWebhook(changeOf({ messages: [{ ...text("wamid.1", "x"), timestamp }] }), RECEIVED_AT))[0]?.at,
    ).toBe(at);
  });
});
