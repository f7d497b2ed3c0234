import { desc, eq } from "drizzle-orm";
import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { Notice } from "../../../schema/contracts/integrations.ts";
import { notices } from "../../../schema/data-plane/index.ts";
import type { Account } from "../account.ts";

const SHOWN_MAX = 50;

/** What the provider said about a connected account lately, newest first. Throws `forbidden`. */
export function listNotices(account: Account, actor: Actor, { integrationId }: { integrationId: string }): Notice[] {
  requireCapability(actor, "viewSettings");
  return account.db
    .select()
    .from(notices)
    .where(eq(notices.integrationId, integrationId))
    .orderBy(desc(notices.at), desc(notices.id))
    .limit(SHOWN_MAX)
    .all()
    .map(({ id, level, type, text, at }) => ({ id, level, type, text, at: new Date(at).toISOString() }));
}
