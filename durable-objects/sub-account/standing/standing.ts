import { eq } from "drizzle-orm";
import { meta } from "../../../schema/data-plane/index.ts";
import { STANDINGS, type Standing } from "../../../schema/standing.ts";
import type { AccountDatabase, AccountTx } from "../account.ts";

/** How the account stands, as the control plane last said, and at which version of it. */
export interface HeldStanding {
  standing: Standing;
  version: number;
}

/** What nobody has spoken of lives. */
export function heldStanding(db: AccountDatabase): HeldStanding {
  const found = db.select().from(meta).where(eq(meta.key, KEY)).limit(1).get();
  const [standing, version] = found?.value.split(" ") ?? [];
  return { standing: STANDINGS.find((one) => one === standing) ?? "live", version: Number(version ?? 0) };
}

export function holdStanding(tx: AccountTx, { standing, version }: HeldStanding): void {
  const row = { key: KEY, value: `${standing} ${version}` };
  tx.db.insert(meta).values(row).onConflictDoUpdate({ target: meta.key, set: row }).run();
}

/** Whether nothing may leave: no message, no question to a provider. What customers send is still taken in, their files too. */
export function isHalted(db: AccountDatabase): boolean {
  return heldStanding(db).standing !== "live";
}

export function isDeleted(db: AccountDatabase): boolean {
  return heldStanding(db).standing === "deleted";
}

const KEY = "standing";
