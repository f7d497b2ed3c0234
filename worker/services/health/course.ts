import type { Health, HealthCause } from "../../../schema/contracts/integrations.ts";
import type { IntegrationWatchRow } from "../../../schema/control-plane/index.ts";
import { DAY_MS } from "../../../schema/plans.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How long what works is left alone. */
export const AT_REST_MS = 6 * HOUR_MS;
/** What time alone heals is nobody's trouble before it failed so often, about a quarter of an hour. */
const PASSING_FAILURES = 4;
/** What needs a person is looked at once more before they are told. */
const LASTING_FAILURES = 2;
/** Trouble that comes back so soon after people were told is the same trouble. */
const SAME_TROUBLE_MS = HOUR_MS;
/** How many days before the end of credentials people are told. */
export const EXPIRY_NOTICES_DAYS = [7, 1] as const;

const PASSING: ReadonlySet<HealthCause | undefined> = new Set(["rate_limited", "provider_down", "network"]);

type Known = Pick<IntegrationWatchRow, "failures" | "failingSince" | "reason" | "toldAt" | "expiryTold">;

/** What follows from a check that nobody asked for. */
export interface Course extends Known {
  /** When the next one is due, ms since the epoch. */
  dueAt: number;
  /** Whether what it found is to be believed and shown: a failure only once it came again. */
  believed: boolean;
  /** What people are to be told now. */
  tell: "trouble" | "expiry" | null;
}

/** Decides it. `chance` is a number from 0 up to 1, which spreads what would otherwise fall together. */
export function courseAfter(known: Known, health: Health, { now, chance }: { now: number; chance: number }): Course {
  return health.ok ? afterSuccess(known, health, now, chance) : afterFailure(known, health, now, chance);
}

function afterSuccess(known: Known, health: Health, now: number, chance: number): Course {
  const sameTrouble = known.toldAt !== null && now - known.toldAt < SAME_TROUBLE_MS;
  const level = expiryLevel(health, now);
  const tellsExpiry = level !== null && (known.expiryTold === null || level < known.expiryTold);
  return {
    failures: 0,
    failingSince: null,
    reason: null,
    toldAt: sameTrouble ? known.toldAt : null,
    expiryTold: level === null ? null : Math.min(level, known.expiryTold ?? level),
    dueAt: later(now, sameTrouble ? SAME_TROUBLE_MS : AT_REST_MS, chance),
    believed: true,
    tell: tellsExpiry ? "expiry" : null,
  };
}

function afterFailure(known: Known, { cause, reason }: Health, now: number, chance: number): Course {
  const passing = PASSING.has(cause);
  const failures = known.failures + 1;
  const believed = failures >= (passing ? PASSING_FAILURES : LASTING_FAILURES);
  const tells = believed && known.toldAt === null;
  return {
    failures,
    failingSince: known.failingSince ?? now,
    reason: reason ?? null,
    toldAt: tells ? now : known.toldAt,
    expiryTold: known.expiryTold,
    dueAt: later(now, passing ? passingWait(failures) : lastingWait(failures), chance),
    believed,
    tell: tells ? "trouble" : null,
  };
}

/** 1, 2, 4 … minutes, an hour at most. */
function passingWait(failures: number): number {
  return Math.min(MINUTE_MS * 2 ** Math.min(failures - 1, 10), HOUR_MS);
}

/** Two minutes to be sure, then 1, 2, 4 hours, and as seldom as what works. */
function lastingWait(failures: number): number {
  return failures < LASTING_FAILURES
    ? 2 * MINUTE_MS
    : Math.min(HOUR_MS * 2 ** Math.min(failures - LASTING_FAILURES, 10), AT_REST_MS);
}

/** Up to a fifth later than that. */
function later(now: number, wait: number, chance: number): number {
  return now + wait + Math.floor((wait / 5) * chance);
}

/** The notice that is due before an end that the provider told. Null while it is far, or not known. */
function expiryLevel({ expiresAt }: Health, now: number): number | null {
  if (expiresAt === undefined) return null;
  const left = Date.parse(expiresAt) - now;
  return EXPIRY_NOTICES_DAYS.findLast((days) => left <= days * DAY_MS) ?? null;
}
