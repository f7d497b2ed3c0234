import type { Pace } from "../../../modules/module.ts";
import { type Bucket, takeToken } from "../sending/token-bucket.ts";

/** What one tab may say. A person types (every 3 s) and turns from one conversation to the next; nobody does it ten times a second. */
export const UP_PACE = { burst: 100, perSecond: 10 } as const satisfies Pace;

/** Held in memory: an object that slept heard nothing meanwhile, so a full bucket is what a socket would have anyway. */
const buckets = new WeakMap<WebSocket, Bucket>();

/** Whether a socket may be heard at `now` (ms); it counts against what the socket may say. One talker must not take an account's time. */
export function mayBeHeard(socket: WebSocket, now: number): boolean {
  const outcome = takeToken(buckets.get(socket), UP_PACE, now);
  if ("nextAt" in outcome) return false;
  buckets.set(socket, outcome.taken);
  return true;
}
