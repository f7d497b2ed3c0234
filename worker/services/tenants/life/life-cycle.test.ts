import { expect, it } from "vitest";
import { LIFE_ACTS, type Life, type LifeAct, lifeChange, PURGE_DUE_MS, RESTORABLE_MS } from "./life-cycle.ts";

const NOW = Date.parse("2026-11-20T10:00:00Z");
const LIVES: Record<string, Life> = {
  trial: life({ status: "trial" }),
  active: life({ status: "active" }),
  suspended: life({ status: "suspended", statusBefore: "trial", statusReason: "Unpaid", statusAt: NOW - 1 }),
  cancelled: life({
    status: "cancelled",
    statusBefore: "active",
    statusReason: "Left",
    statusAt: NOW - PURGE_DUE_MS + 1,
  }),
  due: life({ status: "cancelled", statusBefore: "active", statusReason: "Left", statusAt: NOW - PURGE_DUE_MS }),
  deleted: life({ status: "active", deletedAt: NOW - RESTORABLE_MS + 1 }),
  gone: life({ status: "suspended", statusBefore: "active", deletedAt: NOW - RESTORABLE_MS }),
  agency: life({ type: "agency", status: "active" }),
  platform: life({ type: "platform", status: "active" }),
};

function life(given: Partial<Life>): Life {
  return {
    type: "subaccount",
    status: "active",
    statusBefore: null,
    statusReason: null,
    statusAt: null,
    deletedAt: null,
    ...given,
  };
}

const stopped = (status: string, statusBefore: string) => ({
  status,
  statusBefore,
  statusReason: "Why",
  statusAt: NOW,
});
const lives = (status: string) => ({ status, statusBefore: null, statusReason: null, statusAt: NOW });

/** What each act makes of each life; all that is not here is refused. */
const ALLOWED: Record<LifeAct, Partial<Record<keyof typeof LIVES, object>>> = {
  suspend: {
    trial: stopped("suspended", "trial"),
    active: stopped("suspended", "active"),
    agency: stopped("suspended", "active"),
  },
  resume: { suspended: lives("trial") },
  cancel: {
    trial: stopped("cancelled", "trial"),
    active: stopped("cancelled", "active"),
    suspended: stopped("cancelled", "trial"),
    agency: stopped("cancelled", "active"),
  },
  reinstate: { cancelled: lives("active"), due: lives("active") },
  delete: Object.fromEntries(
    ["trial", "active", "suspended", "cancelled", "due", "agency"].map((name) => [name, { deletedAt: NOW }]),
  ),
  restore: { deleted: { deletedAt: null } },
  move: Object.fromEntries(["trial", "active", "suspended", "cancelled", "due"].map((name) => [name, {}])),
  purge: {
    deleted: { deletedAt: NOW - RESTORABLE_MS + 1 },
    gone: { deletedAt: NOW - RESTORABLE_MS },
    due: { deletedAt: NOW },
  },
};

const CASES = LIFE_ACTS.flatMap((act) => Object.keys(LIVES).map((name) => ({ act, name, change: ALLOWED[act][name] })));
const changed = ({ act, name }: { act: LifeAct; name: string }) =>
  lifeChange(act, LIVES[name] as Life, { now: NOW, reason: "Why" });

it.each(CASES.filter(({ change }) => change !== undefined))("$act what is $name", ({ change, ...one }) => {
  expect(changed(one)).toEqual(change);
});

it.each(CASES.filter(({ change }) => change === undefined))("does not $act what is $name", (one) => {
  expect(() => changed(one)).toThrow(expect.objectContaining({ code: "conflict" }));
});
