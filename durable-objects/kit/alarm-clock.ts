/**
 * The one alarm of an object, shared by everything that waits: it rings at the earliest time anyone asked for. What is due is read from
 * rows when it rings, so ringing too early or twice is harmless.
 */
export class AlarmClock {
  readonly #storage: DurableObjectStorage;
  #at: number | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Learns what is set already. Await it in the constructor, under blockConcurrencyWhile. What is past due may never ring (ringAt): it counts as not set. */
  async load(): Promise<void> {
    const at = await this.#storage.getAlarm();
    this.#at = at !== null && at <= Date.now() ? null : at;
  }

  /** Rings no later than `at`, ms since the epoch. Called in the turn of a transaction, it commits with it. */
  ringBy(at: number): void {
    if (this.#at !== null && this.#at <= at) return;
    this.ringAt(at);
  }

  /**
   * Rings at `at` whatever was set. For a start after a crash: a local alarm that was past due when the process began may never fire
   * (https://github.com/cloudflare/workerd/issues/3138).
   */
  ringAt(at: number): void {
    // Never this very millisecond: an alarm set while it runs to the time it was set for is dropped when it ends (seen in workerd: the time
    // stays in the object's store, nothing rings).
    at = Math.max(at, Date.now() + 1);
    this.#at = at;
    // Not awaited: the output gate holds every answer until it is stored, and a failure resets the object.
    void this.#storage.setAlarm(at);
  }

  /** First thing in `alarm()`: what was set has just been used up. */
  rang(): void {
    this.#at = null;
  }
}
