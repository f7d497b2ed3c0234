import { afterEach, describe, expect, it, vi } from "vitest";
import { runAlarm } from "./run-alarm.ts";

afterEach(() => vi.restoreAllMocks());

function clock() {
  const set: number[] = [];
  return { set, now: () => 1_000, wakeAt: (at: number) => void set.push(at) };
}

describe("an alarm", () => {
  it("asks for the next time of every job that wants one", async () => {
    const time = clock();
    await runAlarm(
      [
        { name: "a", run: () => 5_000 },
        { name: "b", run: () => undefined },
        { name: "c", run: () => Promise.resolve(3_000) },
      ],
      time,
    );
    expect(time.set).toEqual([5_000, 3_000]);
  });

  it("never throws: a failed job is reported, comes again, and does not stop the next", async () => {
    const report = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const time = clock();
    const ran = vi.fn<() => undefined>();
    await runAlarm(
      [
        {
          name: "throws",
          run: () => {
            throw new Error("broken");
          },
        },
        { name: "rejects", run: () => Promise.reject(new Error("broken")) },
        { name: "works", run: ran },
      ],
      time,
    );
    expect(ran).toHaveBeenCalledOnce();
    expect(time.set).toEqual([31_000, 31_000]);
    expect(report).toHaveBeenCalledTimes(2);
  });

  it("does not throw when the next time cannot be set", async () => {
    const report = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const wakeAt = (): void => {
      throw new Error("storage is gone");
    };
    await runAlarm([{ name: "a", run: () => 5_000 }], { now: () => 0, wakeAt });
    expect(report).toHaveBeenCalledOnce();
  });
});
