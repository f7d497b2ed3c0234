import { expect, it } from "vitest";
import { eventTime } from "./event-time.ts";

const RECEIVED_AT = Date.parse("2026-11-20T08:00:00Z");
const SENT_AT = RECEIVED_AT - 500;

it.each([
  ["milliseconds", 1_795_082_400_123, 1_795_082_400_123],
  ["milliseconds as text", "1795082400123", 1_795_082_400_123],
  ["seconds", 1_795_082_400, 1_795_082_400_000],
  ["seconds as text", "1795082400", 1_795_082_400_000],
  ["a date", "2021-09-08T06:34:04+0000", Date.parse("2021-09-08T06:34:04Z")],
  ["a fraction", 1_795_082_400_123.9, 1_795_082_400_123],
  ["a time to come", 4_000_000_000_000, RECEIVED_AT],
  ["nothing", undefined, SENT_AT],
  ["null", null, SENT_AT],
  ["zero", 0, SENT_AT],
  ["a negative one", -5, SENT_AT],
  ["before there was Instagram", 1_000_000_000, SENT_AT],
  ["words", "yesterday", SENT_AT],
  ["not a number", Number.NaN, SENT_AT],
  ["a list", [1], SENT_AT],
])("%s", (_what, timestamp, ms) => {
  expect(eventTime(timestamp, SENT_AT, RECEIVED_AT)).toBe(ms);
});

it("without any, is when it arrived", () => {
  expect(eventTime(undefined, undefined, RECEIVED_AT)).toBe(RECEIVED_AT);
});
