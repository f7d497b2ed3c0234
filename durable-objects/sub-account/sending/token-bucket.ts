import type { Pace } from "../../../modules/module.ts";

/** A bucket as stored. A key that is not stored is full. */
export interface Bucket {
  tokens: number;
  /** ms since the epoch */
  updatedAt: number;
}

/** Takes one token at `now` (ms): the bucket after it, or the time the next token is there. */
export function takeToken(bucket: Bucket | undefined, pace: Pace, now: number): { taken: Bucket } | { nextAt: number } {
  const tokens = tokensAt(bucket, pace, now);
  if (tokens >= 1) return { taken: { tokens: tokens - 1, updatedAt: now } };
  return { nextAt: now + Math.ceil(((1 - tokens) / pace.perSecond) * 1000) };
}

/** How long a bucket takes to fill from empty, in ms: after that its row says nothing. */
export function refillMs({ burst, perSecond }: Pace): number {
  return Math.ceil((burst / perSecond) * 1000);
}

function tokensAt(bucket: Bucket | undefined, { burst, perSecond }: Pace, now: number): number {
  if (bucket === undefined) return burst;
  // A clock that went back gives nothing and takes nothing.
  const seconds = Math.max(0, now - bucket.updatedAt) / 1000;
  // Rounded, because a wait computed as exactly one token must not come out as 0.9999.
  return Math.min(burst, Math.round((bucket.tokens + seconds * perSecond) * 1e6) / 1e6);
}
