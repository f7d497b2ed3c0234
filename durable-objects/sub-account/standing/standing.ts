import { eq } from "drizzle-orm";
import { meta } from "../../../schema/data-plane/index.ts";
import { type Plan, PLANS } from "../../../schema/plans.ts";
import { STANDINGS, type Standing } from "../../../schema/standing.ts";
import { prepared } from "../../kit/prepared.ts";
import type { AccountDatabase, AccountTx } from "../account.ts";

/** How the account stands, as the control plane last said, and at which version of it. */
export interface HeldStanding {
  standing: Standing;
  version: number;
  /** Null where nobody has said: then nothing limits it. */
  plan: Plan | null;
  /** When it stops though it lives, ms since the epoch: its trial, or its agency's, is over then. */
  stopsAt: number | null;
}

/** What nobody has spoken of lives. */
export function heldStanding(db: AccountDatabase): HeldStanding {
  const found = held(db).get();
  const [standing, version, plan, stopsAt] = found?.value.split(" ") ?? [];
  return {
    standing: STANDINGS.find((one) => one === standing) ?? "live",
    version: Number(version ?? 0),
    plan: PLANS.find((one) => one === plan) ?? null,
    stopsAt: stopsAt === undefined || stopsAt === NEVER ? null : Number(stopsAt),
  };
}

export function holdStanding(tx: AccountTx, { standing, version, plan, stopsAt }: HeldStanding): void {
  const row = { key: KEY, value: [standing, version, plan, stopsAt ?? NEVER].join(" ") };
  tx.db.insert(meta).values(row).onConflictDoUpdate({ target: meta.key, set: row }).run();
}

/** Whether nothing may leave: no message, no question to a provider. What customers send is still taken in, their files too. */
export function isHalted(db: AccountDatabase, now: number): boolean {
  const { standing, stopsAt } = heldStanding(db);
  return standing !== "live" || (stopsAt !== null && stopsAt <= now);
}

export function isDeleted(db: AccountDatabase): boolean {
  return heldStanding(db).standing === "deleted";
}

const KEY = "standing";
const NEVER = "-";

const held = prepared((db: AccountDatabase) => db.select().from(meta).where(eq(meta.key, KEY)).limit(1).prepare());
