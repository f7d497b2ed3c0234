import { DurableObject } from "cloudflare:workers";
import { addFailure, current, type Failures, FORGET_FAILURES_MS, NO_FAILURES } from "./back-off.ts";
import { hashPassword, matchesPassword } from "./password-hash.ts";

/** Failures that one network may cause, over all addresses, in a window. */
export const NETWORK_FAILURES = 50;
export const NETWORK_WINDOW_MS = 15 * 60_000;
/** A network from which a person signed in is known for this long. */
export const KNOWN_NETWORK_MS = 90 * 24 * 60 * 60_000;
const KNOWN_NETWORKS_MAX = 20;

export interface AttemptInput {
  password: string;
  /** The stored hash; null when nobody has this address, which then takes as long and locks the same way. */
  hash: string | null;
  /** Where the request came from; absent where no proxy we trust tells. */
  network?: string | undefined;
}
export type AttemptOutcome = { outcome: "ok" } | { outcome: "wrong" } | TooMany;
export type TooMany = { outcome: "too_many"; retryAfterSeconds: number };

/**
 * One per e-mail address (lower-cased), and one per network as `ip:<network>`. It counts failed sign-ins and does the slow hash away from
 * the isolates that serve live traffic. One named `code:<user>` counts second steps, and
 * those named `mail:<address>`, `mail-from:<network>` and `mail-by:<agency>` count links sent there, asked for from there, and sent by its people.
 *
 * Nobody can keep a person out for ever. Networks the person signed in from before each have a count of their own, which failures from
 * elsewhere never touch; all other networks share one, whose wait is never longer than an hour and is not prolonged by tries made
 * meanwhile. Open sessions are not affected.
 */
export class SignInGuard extends DurableObject {
  /**
   * Tries a password. The try counts as a failure before the hash is computed and is taken back when it was right, so no number of
   * parallel tries gets more than its share. The whole of it is synchronous.
   */
  attempt({ password, hash, network }: AttemptInput): AttemptOutcome {
    const counted = this.count(network);
    if (counted.outcome !== "ok") return counted;
    if (!matchesPassword(password, hash)) return { outcome: "wrong" };
    this.succeed(network);
    return { outcome: "ok" };
  }

  /** Counts a try whose outcome is decided elsewhere as a failure, before it is decided: `too_many` where it must wait. */
  count(network: string | undefined): { outcome: "ok" } | TooMany {
    const now = Date.now();
    const key = this.#counterFor(network, now);
    const counter = this.ctx.storage.kv.get<Counter>(key) ?? { failures: NO_FAILURES, knownSince: 0 };
    const failures = current(counter.failures, now);
    if (failures.waitUntil > now) return tooMany(failures.waitUntil - now);
    this.#put(key, { ...counter, failures: addFailure(failures, now) });
    return { outcome: "ok" };
  }

  /** The try was a right one: failures from there are forgotten, and the network is the person's own. */
  succeed(network: string | undefined): void {
    const now = Date.now();
    const key = this.#counterFor(network, now);
    const counter = this.ctx.storage.kv.get<Counter>(key) ?? { failures: NO_FAILURES, knownSince: 0 };
    this.#put(key, { ...counter, failures: NO_FAILURES });
    if (network !== undefined) this.#remember(network, now);
  }

  /** The person proved themselves in another way: what strangers got wrong no longer keeps them waiting. */
  pardon(): void {
    this.#put(STRANGERS, { failures: NO_FAILURES, knownSince: 0 });
  }

  /** A new hash of a password. */
  hash(password: string): string {
    return hashPassword(password);
  }

  /** Counts a failure against this network beforehand: `too_many` when it has had its share, `most` in a window. `forgive` takes it back. */
  admit(most: number = NETWORK_FAILURES): { outcome: "ok" } | TooMany {
    const now = Date.now();
    const window = this.#window(now);
    if (window.count >= most) return tooMany(window.startedAt + NETWORK_WINDOW_MS - now);
    this.#put(WINDOW, { ...window, count: window.count + 1 });
    return { outcome: "ok" };
  }

  /** The try admitted last was a right one after all. */
  forgive(): void {
    const window = this.#window(Date.now());
    this.#put(WINDOW, { ...window, count: Math.max(0, window.count - 1) });
  }

  /** Leaves nothing behind once nothing kept here matters any more. */
  override async alarm(): Promise<void> {
    const now = Date.now();
    const strangers = this.ctx.storage.kv.get<Counter>(STRANGERS);
    const stillNeededUntil = [
      this.#window(now).count > 0 ? now + NETWORK_WINDOW_MS : 0,
      strangers && strangers.failures.count > 0 ? strangers.failures.lastAt + FORGET_FAILURES_MS : 0,
      ...this.#knownNetworks().map(([, { knownSince }]) => knownSince + KNOWN_NETWORK_MS),
    ].filter((until) => until > now);
    if (stillNeededUntil.length === 0) await this.ctx.storage.deleteAll();
    else await this.ctx.storage.setAlarm(Math.max(...stillNeededUntil));
  }

  /** Which count a try goes to: the network's own where the person is known to come from it, else the strangers'. */
  #counterFor(network: string | undefined, now: number): string {
    if (network === undefined) return STRANGERS;
    const known = this.ctx.storage.kv.get<Counter>(KNOWN + network);
    return known && now - known.knownSince < KNOWN_NETWORK_MS ? KNOWN + network : STRANGERS;
  }

  /** Notes a network as the person's own; beyond the bound the one unused longest makes way. */
  #remember(network: string, now: number): void {
    this.#put(KNOWN + network, { failures: NO_FAILURES, knownSince: now });
    const newestFirst = this.#knownNetworks().sort(([, a], [, b]) => b.knownSince - a.knownSince);
    for (const [key] of newestFirst.slice(KNOWN_NETWORKS_MAX)) this.ctx.storage.kv.delete(key);
  }

  #knownNetworks(): [string, Counter][] {
    return [...this.ctx.storage.kv.list<Counter>({ prefix: KNOWN })];
  }

  #window(now: number): Window {
    const window = this.ctx.storage.kv.get<Window>(WINDOW);
    return window && now - window.startedAt < NETWORK_WINDOW_MS ? window : { startedAt: now, count: 0 };
  }

  #put(key: string, value: Counter | Window): void {
    this.ctx.storage.kv.put(key, value);
    // Not awaited, so that nothing comes between a check and its write; the output gate holds the answer until both are durable.
    void this.ctx.storage.setAlarm(Date.now() + FORGET_FAILURES_MS);
  }
}

/** Failures of one network, or of all strangers (never known). */
interface Counter {
  failures: Failures;
  knownSince: number;
}
interface Window {
  startedAt: number;
  count: number;
}

const STRANGERS = "strangers";
const KNOWN = "known:";
const WINDOW = "window";

function tooMany(waitMs: number): TooMany {
  return { outcome: "too_many", retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };
}
