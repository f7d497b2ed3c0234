import type { Env } from "../../env.ts";

/** What a verb about a person's own sign-in is given besides who that is. */
export interface Acting {
  env: Env;
  /** Where people reach the product, e.g. https://app.example.com. */
  origin: string;
  /** The caller's address, where it is told. */
  ip: string | null;
  requestId: string;
  /** ms since the epoch */
  now: number;
  /** Work that may finish after the answer. */
  waitUntil(work: Promise<unknown>): void;
}
