import type { Pace } from "../../../modules/module.ts";
import { type Actor, authorOf } from "../../../schema/actor.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Account } from "../account.ts";
import { type Bucket, refillMs, takeToken } from "../sending/token-bucket.ts";

/** How often the model may be asked: by one person, and by all of an account together. */
const ASSIST_PACE = {
  person: { burst: 10, perSecond: 1 / 3 },
  account: { burst: 40, perSecond: 1 },
} as const satisfies Record<string, Pace>;

/** Held in memory: an object that slept was asked nothing meanwhile, and half a minute fills every bucket anyway. */
const buckets = new WeakMap<Account, Map<string, Bucket>>();

/** Counts one assist of this actor. Throws `too_many` with the seconds to wait; a refused one counts for nobody. */
export function takeAssist(account: Account, actor: Actor): void {
  let held = buckets.get(account);
  if (held === undefined) buckets.set(account, (held = new Map()));
  const now = account.now();
  for (const [key, bucket] of held) if (bucket.updatedAt + FULL_AFTER_MS < now) held.delete(key);

  const mine = `person ${authorOf(actor).id}`;
  const [person, all] = [
    takeToken(held.get(mine), ASSIST_PACE.person, now),
    takeToken(held.get(EVERYBODY), ASSIST_PACE.account, now),
  ];
  if ("nextAt" in person) throw tooMany("You are asking for a lot at once.", person.nextAt - now);
  if ("nextAt" in all) throw tooMany("This account is asking for a lot at once.", all.nextAt - now);
  held.set(mine, person.taken);
  held.set(EVERYBODY, all.taken);
}

const EVERYBODY = "account";
const FULL_AFTER_MS = Math.max(refillMs(ASSIST_PACE.person), refillMs(ASSIST_PACE.account));

function tooMany(what: string, waitMs: number): TrellisError {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new TrellisError("too_many", { message: `${what} Try again in ${retryAfterSeconds} s.`, retryAfterSeconds });
}
