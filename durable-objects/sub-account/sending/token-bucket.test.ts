import { describe, expect, it } from "vitest";
import { type Bucket, refillMs, takeToken } from "./token-bucket.ts";

const PERSON = { burst: 45, perSecond: 1 / 6 };

/** Takes as many tokens as there are, one after another, each at the earliest time it can be had; the times in ms. */
function timesOf(count: number, pace: { burst: number; perSecond: number }): number[] {
  const times: number[] = [];
  let bucket: Bucket | undefined;
  let now = 1_000_000;
  while (times.length < count) {
    const take = takeToken(bucket, pace, now);
    if ("nextAt" in take) {
      // A wait of nothing would turn for ever.
      if (take.nextAt <= now) throw new Error("told to wait until now");
      now = take.nextAt;
    } else {
      bucket = take.taken;
      times.push(now - 1_000_000);
    }
  }
  return times;
}

describe("a token bucket", () => {
  it("gives its burst at once, then one every six seconds", () => {
    const times = timesOf(49, PERSON);
    expect(times.slice(0, 45).every((time) => time === 0)).toBe(true);
    expect(times.slice(45)).toEqual([6_000, 12_000, 18_000, 24_000]);
  });

  it("gives 80 a second over any length of time", () => {
    const times = timesOf(800, { burst: 80, perSecond: 80 });
    expect(times.at(-1)).toBeGreaterThanOrEqual(9_000);
    expect(times.at(-1)).toBeLessThanOrEqual(10_500);
  });

  it("is full again after its refill time and never fuller", () => {
    const empty = { tokens: 0, updatedAt: 0 };
    expect(refillMs(PERSON)).toBe(270_000);
    expect(takeToken(empty, PERSON, refillMs(PERSON))).toEqual({ taken: { tokens: 44, updatedAt: 270_000 } });
    expect(takeToken(empty, PERSON, 10 * refillMs(PERSON))).toEqual({ taken: { tokens: 44, updatedAt: 2_700_000 } });
  });

  it("gives nothing for a clock that went back", () => {
    expect(takeToken({ tokens: 0.5, updatedAt: 10_000 }, PERSON, 4_000)).toEqual({ nextAt: 7_000 });
  });
});
