import type { Env } from "../../env.ts";

/** What a verb about a person's own sign-in is given besides who that is. */
export interface Acting {
  env: Env;
  /** Where people reach the product, e.g. https://app.example.com. */
  origin: string;
  /** Where the page is that the request came from: a browser's own word is compared with it. */
  pageOrigin: string;
  /** The caller's address, where it is told. */
  ip: string | null;
  /** The account whose address the request came to; null at the installation's own. */
  hostTenantId: string | null;
  requestId: string;
  /** ms since the epoch */
  now: number;
  /** Work that may finish after the answer. */
  waitUntil(work: Promise<unknown>): void;
}
