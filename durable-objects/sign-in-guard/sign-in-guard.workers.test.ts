import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { signInGuard } from "../stubs.ts";
import { hashPassword } from "./password-hash.ts";
import { KNOWN_NETWORK_MS, NETWORK_FAILURES, NETWORK_WINDOW_MS } from "./sign-in-guard.ts";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;

let hash: string;
beforeAll(() => {
  hash = hashPassword("right");
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 5, 1) });
});
afterEach(() => {
  vi.useRealTimers();
});
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

let made = 0;
function guardOf() {
  const guard = signInGuard(env, `someone-${(made += 1)}@example.test`);
  const attempt = async (password: string, network?: string) => {
    const answer = await guard.attempt({ password, hash, network });
    return answer.outcome === "too_many" ? answer.retryAfterSeconds : answer.outcome;
  };
  return { guard, attempt };
}
async function fail(
  attempt: (password: string, network?: string) => Promise<unknown>,
  times: number,
  network?: string,
) {
  for (let i = 0; i < times; i += 1) await attempt("wrong", network);
}

describe("waiting", () => {
  test("begins after the fifth failure in a row and doubles with each one after", async () => {
    const { attempt } = guardOf();
    for (let i = 0; i < 5; i += 1) expect(await attempt("wrong")).toBe("wrong");
    expect(await attempt("right")).toBe(30);
    pass(29 * SECOND);
    expect(await attempt("right")).toBe(1);
    pass(SECOND);
    expect(await attempt("wrong")).toBe("wrong");
    expect(await attempt("right")).toBe(60);
  });

  test("is not prolonged by tries made meanwhile", async () => {
    const { attempt } = guardOf();
    await fail(attempt, 5);
    for (let i = 0; i < 29; i += 1) {
      pass(SECOND);
      await attempt("wrong");
    }
    pass(SECOND);
    expect(await attempt("right")).toBe("ok");
  });

  test("is over with a success, which sets the count back", async () => {
    const { attempt } = guardOf();
    await fail(attempt, 4);
    expect(await attempt("right")).toBe("ok");
    await fail(attempt, 4);
    expect(await attempt("right")).toBe("ok");
  });

  test("is never longer than an hour", async () => {
    const { guard, attempt } = guardOf();
    await runInDurableObject(guard, (_guard, { storage }) =>
      storage.kv.put("strangers", { failures: { count: 40, lastAt: Date.now(), waitUntil: 0 }, knownSince: 0 }),
    );
    expect(await attempt("wrong")).toBe("wrong");
    expect(await attempt("right")).toBe(3_600);
  });

  test("is forgotten a day after the last failure", async () => {
    const { attempt } = guardOf();
    await fail(attempt, 4);
    pass(DAY);
    await fail(attempt, 4);
    expect(await attempt("right")).toBe("ok");
  });

  test("parallel tries get no more than their share, whatever comes back first", async () => {
    const { attempt } = guardOf();
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => attempt(i === 20 ? "right" : "wrong")));
    expect(answers.filter((answer) => answer === "wrong")).toHaveLength(5);
    expect(answers.filter((answer) => answer === "ok")).toHaveLength(0);
  });

  test("comes for an address nobody has, too", async () => {
    const { guard } = guardOf();
    const outcomes = [];
    for (let i = 0; i < 6; i += 1) outcomes.push((await guard.attempt({ password: "right", hash: null })).outcome);
    expect(outcomes).toEqual(["wrong", "wrong", "wrong", "wrong", "wrong", "too_many"]);
  });
});

describe("networks", () => {
  test("a network known by a success has a count of its own, both ways", async () => {
    const { attempt } = guardOf();
    expect(await attempt("right", "home")).toBe("ok");
    await fail(attempt, 9, "elsewhere");
    expect(await attempt("right", "elsewhere")).toBe(30);
    expect(await attempt("right", "new")).toBe(30);
    expect(await attempt("right", "home")).toBe("ok");
    await fail(attempt, 5, "home");
    expect(await attempt("right", "home")).toBe(30);
  });

  test("a success at home does not help who guesses elsewhere", async () => {
    const { attempt } = guardOf();
    await attempt("right", "home");
    await fail(attempt, 4, "elsewhere");
    await attempt("right", "home");
    await fail(attempt, 1, "elsewhere");
    expect(await attempt("right", "elsewhere")).toBe(30);
  });

  test("is known for ninety days, and at most twenty are", async () => {
    const { guard, attempt } = guardOf();
    await attempt("right", "first");
    pass(SECOND);
    const known = { failures: { count: 0, lastAt: 0, waitUntil: 0 }, knownSince: Date.now() };
    await runInDurableObject(guard, (_guard, { storage }) => {
      for (let i = 0; i < 19; i += 1) storage.kv.put(`known:home ${i}`, known);
    });
    await attempt("right", "home 19");
    await attempt("right", "home 20");
    expect(
      await runInDurableObject(guard, (_guard, { storage }) => [...storage.kv.list({ prefix: "known:" })].length),
    ).toBe(20);
    await fail(attempt, 5, "elsewhere");
    expect(await attempt("right", "first")).toBe(30);
    expect(await attempt("right", "home 7")).toBe("ok");
    pass(KNOWN_NETWORK_MS);
    await fail(attempt, 5, "elsewhere");
    expect(await attempt("right", "home 7")).toBe(30);
  });

  test("has fifty failures in a quarter of an hour, and right ones are given back", async () => {
    const guard = signInGuard(env, "ip:192.0.2.1");
    for (let i = 0; i < NETWORK_FAILURES; i += 1) expect((await guard.admit()).outcome).toBe("ok");
    expect(await guard.admit()).toEqual({ outcome: "too_many", retryAfterSeconds: NETWORK_WINDOW_MS / 1000 });
    await guard.forgive();
    expect((await guard.admit()).outcome).toBe("ok");
    expect((await guard.admit()).outcome).toBe("too_many");
    pass(NETWORK_WINDOW_MS);
    expect((await guard.admit()).outcome).toBe("ok");
  });
});

describe("housekeeping", () => {
  const kept = (guard: ReturnType<typeof guardOf>["guard"]) =>
    runInDurableObject(
      guard,
      async (_guard, { storage }) => [[...storage.kv.list()].length, await storage.getAlarm()] as const,
    );

  test("leaves nothing behind once nothing matters", async () => {
    const { guard, attempt } = guardOf();
    await fail(attempt, 3);
    expect((await kept(guard))[0]).toBe(1);
    pass(DAY - SECOND);
    await runDurableObjectAlarm(guard);
    expect((await kept(guard))[0]).toBe(1);
    pass(SECOND);
    await runDurableObjectAlarm(guard);
    expect(await kept(guard)).toEqual([0, null]);
  });

  test("keeps a known network as long as it is known", async () => {
    const { guard, attempt } = guardOf();
    await attempt("right", "home");
    pass(DAY);
    await runDurableObjectAlarm(guard);
    expect((await kept(guard))[0]).toBeGreaterThan(0);
    pass(KNOWN_NETWORK_MS);
    await runDurableObjectAlarm(guard);
    expect(await kept(guard)).toEqual([0, null]);
  });

  test("making a hash keeps nothing", async () => {
    const { guard } = guardOf();
    expect(await guard.hash("anything")).toMatch(/^scrypt\$/);
    expect(await kept(guard)).toEqual([0, null]);
  });
});
