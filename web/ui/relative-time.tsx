import { createMemo } from "solid-js";
import { now } from "../stores/clock.ts";

/** How long ago (or until) a moment is, kept current, with the exact time in the tooltip. `short` gives "3m", else "3 minutes ago". */
export function RelativeTime(props: { at: string; short?: boolean; class?: string }) {
  const moment = createMemo(() => new Date(props.at).getTime());
  const exact = () => EXACT.format(moment());
  return (
    <time datetime={props.at} data-tip={exact()} class={props.class}>
      {props.short ? shortTime(moment(), now()) : relativeTime(moment(), now())}
    </time>
  );
}

const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const WORDS = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const DAY_AND_YEAR = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "just now", "3 minutes ago", "yesterday", then a date. Both in milliseconds since the epoch. */
export function relativeTime(at: number, nowMs: number): string {
  const difference = at - nowMs;
  const size = Math.abs(difference);
  if (size < 45_000) return "just now";
  if (size < HOUR_MS) return WORDS.format(Math.round(difference / MINUTE_MS), "minute");
  if (size < DAY_MS) return WORDS.format(Math.round(difference / HOUR_MS), "hour");
  if (size < 7 * DAY_MS) return WORDS.format(Math.round(difference / DAY_MS), "day");
  return date(at, nowMs);
}

/** The same in the width of a list column: "now", "3m", "5h", "2d", then a date. */
export function shortTime(at: number, nowMs: number): string {
  const size = Math.abs(at - nowMs);
  if (size < 45_000) return "now";
  if (size < HOUR_MS) return `${Math.round(size / MINUTE_MS)}m`;
  if (size < DAY_MS) return `${Math.round(size / HOUR_MS)}h`;
  if (size < 7 * DAY_MS) return `${Math.round(size / DAY_MS)}d`;
  return date(at, nowMs);
}

function date(at: number, nowMs: number): string {
  return (new Date(at).getFullYear() === new Date(nowMs).getFullYear() ? DAY : DAY_AND_YEAR).format(at);
}
