import { expect, it } from "vitest";
import { RequestWindow, WINDOW_MS } from "./request-window.ts";

const NOW = 1_000_000;

it("lets as many through in a minute as there may be, and no more; then the next minute begins", () => {
  const window = new RequestWindow();
  const take = (now: number) => window.take("ten_1", 3, now);
  expect([take(NOW), take(NOW + 10), take(NOW + 59_999)]).toEqual([
    { allowed: true, remaining: 2, resetSeconds: 60 },
    { allowed: true, remaining: 1, resetSeconds: 60 },
    { allowed: true, remaining: 0, resetSeconds: 1 },
  ]);
  expect(take(NOW + 59_999)).toEqual({ allowed: false, remaining: 0, resetSeconds: 1 });
  expect(take(NOW + WINDOW_MS)).toEqual({ allowed: true, remaining: 2, resetSeconds: 60 });
});

it("counts each tenant by itself, and by its own plan", () => {
  const window = new RequestWindow();
  expect(window.take("ten_1", 1, NOW).allowed).toBe(true);
  expect(window.take("ten_1", 1, NOW).allowed).toBe(false);
  expect(window.take("ten_2", 1, NOW).allowed).toBe(true);
  // A larger plan counts at once, with what was taken before.
  expect(window.take("ten_1", 3, NOW)).toEqual({ allowed: true, remaining: 1, resetSeconds: 60 });
});

it("remembers so many tenants and forgets the oldest first", () => {
  const window = new RequestWindow();
  for (let n = 0; n < 10_000; n += 1) window.take(`ten_${n}`, 1, NOW + n);
  window.take("ten_new", 1, NOW + 20_000);
  expect(window.take("ten_9999", 1, NOW + 20_000).allowed).toBe(false);
  expect(window.take("ten_0", 1, NOW + 20_000).allowed).toBe(true);
});
