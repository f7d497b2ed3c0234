/** How long an answer about access may be reused: below the second within which a revocation must reach every door. */
export const ACCESS_CACHE_MS = 900;
const MAX_ENTRIES = 5_000;

/** A bounded map whose entries live `ACCESS_CACHE_MS`. One per isolate; what it forgets is looked up again. */
export class ExpiringCache<V> {
  readonly #entries = new Map<string, { value: V; until: number }>();

  get(key: string, now: number): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.until > now) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  set(key: string, value: V, now: number): void {
    if (this.#entries.size >= MAX_ENTRIES) this.#entries.clear();
    this.#entries.set(key, { value, until: now + ACCESS_CACHE_MS });
  }

  clear(): void {
    this.#entries.clear();
  }
}
