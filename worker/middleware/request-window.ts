/** A tenant's requests are counted by the minute. */
export const WINDOW_MS = 60_000;
const MAX_TENANTS = 10_000;

/** How a tenant stands after a request of its. */
export interface WindowState {
  allowed: boolean;
  remaining: number;
  /** Until the count begins anew. */
  resetSeconds: number;
}

/**
 * Counts what each tenant asks for in a minute, which begins with its first request. One per isolate: where several serve a tenant, each has a
 * count of its own, so the limit holds against floods and is no meter.
 */
export class RequestWindow {
  readonly #tenants = new Map<string, { until: number; taken: number }>();

  /** Takes one of `max` requests. What is refused takes nothing. `now` in ms since the epoch. */
  take(tenantId: string, max: number, now: number): WindowState {
    const window = this.#windowOf(tenantId, now);
    const allowed = window.taken < max;
    if (allowed) window.taken += 1;
    return {
      allowed,
      remaining: Math.max(0, max - window.taken),
      resetSeconds: Math.max(1, Math.ceil((window.until - now) / 1000)),
    };
  }

  #windowOf(tenantId: string, now: number): { until: number; taken: number } {
    const known = this.#tenants.get(tenantId);
    if (known !== undefined && known.until > now) return known;
    if (this.#tenants.size >= MAX_TENANTS) this.#forgetOver(now);
    const fresh = { until: now + WINDOW_MS, taken: 0 };
    // Taken out first: the map keeps the order in which windows began.
    this.#tenants.delete(tenantId);
    this.#tenants.set(tenantId, fresh);
    return fresh;
  }

  /** Windows that are over go, and where none is, the oldest. */
  #forgetOver(now: number): void {
    for (const [tenantId, { until }] of this.#tenants) {
      if (until > now && this.#tenants.size < MAX_TENANTS) return;
      this.#tenants.delete(tenantId);
    }
  }
}
