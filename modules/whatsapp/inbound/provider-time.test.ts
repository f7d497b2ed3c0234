import { describe, expect, it } from "vitest";
import { changeOf, messagesOf, RECEIVED_AT, text } from "./webhook-bodies.test-kit.ts";
import { parseWebhook } from "./parse-webhook.ts";

describe("when it was written", () => {
  it.each([
    ["seconds as text", "1795082400", 1_795_082_400_000],
    ["seconds as a number", 1_795_082_400, 1_795_082_400_000],
    ["the very second of arrival", String(RECEIVED_AT / 1000), RECEIVED_AT + 250],
    ["the second before it", String(RECEIVED_AT / 1000 - 1), RECEIVED_AT - 1_000],
    ["a time to come", "1999999999", RECEIVED_AT + 250],
    ["milliseconds", "1795082400000", RECEIVED_AT + 250],
    ["zero", "0", RECEIVED_AT + 250],
    ["before there was WhatsApp", "1230767999", RECEIVED_AT + 250],
    ["the first second of it", "1230768000", 1_230_768_000_000],
    ["eleven digits", "11795082400", RECEIVED_AT + 250],
    ["digits after a word", "x1795082400", RECEIVED_AT + 250],
    ["digits after a space", " 1795082400", RECEIVED_AT + 250],
    ["digits before a space", "1795082400 ", RECEIVED_AT + 250],
    ["a list", ["1795082400"], RECEIVED_AT + 250],
    ["words", "yesterday", RECEIVED_AT + 250],
    ["a fraction", "1795082400.5", RECEIVED_AT + 250],
    ["nothing", undefined, RECEIVED_AT + 250],
  ])("%s", (_case, timestamp, at) => {
    expect(
      messagesOf(parseWebhook(changeOf({ messages: [{ ...text("wamid.1", "x"), timestamp }] }), RECEIVED_AT + 250))[0]
        ?.at,
    ).toBe(at);
  });
});
