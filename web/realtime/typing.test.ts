import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { UpMessage } from "../../schema/realtime/up.ts";
import { createTypingNotice } from "./typing.ts";

const sent: UpMessage[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  sent.length = 0;
});
afterEach(() => vi.useRealTimers());

const typing = (conversationId: string, is: boolean): UpMessage => ({ type: "typing", conversationId, typing: is });

it("says so at most every 3 s, and stops by itself after a rest", () => {
  const notice = createTypingNotice((message) => sent.push(message));
  for (let at = 0; at < 70; at++) {
    notice.typed("cnv_1");
    vi.advanceTimersByTime(100);
  }
  expect(sent).toEqual([typing("cnv_1", true), typing("cnv_1", true), typing("cnv_1", true)]);
  vi.advanceTimersByTime(4_000);
  expect(sent.at(-1)).toEqual(typing("cnv_1", false));
});

it("stops in one conversation before it starts in the next, and says a stop once", () => {
  const notice = createTypingNotice((message) => sent.push(message));
  notice.typed("cnv_1");
  notice.typed("cnv_2");
  notice.stopped();
  notice.stopped();
  expect(sent).toEqual([typing("cnv_1", true), typing("cnv_1", false), typing("cnv_2", true), typing("cnv_2", false)]);
});
