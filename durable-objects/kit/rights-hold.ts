/**
 * How long another isolate of the edge may still go by the rights a person had before a change: it remembers them for 0.9 s
 * (worker/middleware/expiring-cache.ts).
 */
export const RIGHTS_HOLD_MS = 1_000;

/**
 * Whose rights here have just changed, and how their sockets are closed meanwhile: one that opens by the rights of before would outlive them.
 * Held in memory: an object that loses it has lost its sockets too, and a second passes.
 */
export class RightsHold {
  readonly #held = new Map<string, { until: number; code: number }>();

  /** `now` in ms. */
  begin(userId: string, code: number, now: number): void {
    for (const [held, { until }] of this.#held) if (until <= now) this.#held.delete(held);
    this.#held.set(userId, { until: now + RIGHTS_HOLD_MS, code });
  }

  /** The code a socket of theirs is closed with; undefined when it may stay. */
  codeFor(userId: string, now: number): number | undefined {
    const held = this.#held.get(userId);
    return held !== undefined && held.until > now ? held.code : undefined;
  }
}
