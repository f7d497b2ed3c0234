import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { putSeen, seenModules } from "../../db/concierge.ts";
import type { ScopedDb, Statement } from "../../db/scoped.ts";
import type { Env } from "../../env.ts";
import { isUntouched, offeredBy } from "./offer.ts";
import { settable } from "./modules-to-set-up.ts";
import { type Account, readAccount } from "./stand.ts";
import { tellConcierge } from "./tell-concierge.ts";

interface Watched {
  env: Env;
  /** The account's own rows. */
  db: ScopedDb;
  tenant: Pick<TenantRow, "id" | "type" | "plan">;
}

/**
 * For whatever changes what an account may have. `writes` belong into its batch: they note what could have been set up before, where nobody ever
 * looked, so that what is new is told from it. `tell`, after it, brings what is new to the session that goes on.
 */
export async function watchOffered(
  watched: Watched,
  now: number,
): Promise<{ writes: Statement[]; tell(plan?: TenantRow["plan"]): Promise<void> }> {
  const { env, db, tenant } = watched;
  if (tenant.type !== "subaccount") return { writes: [], tell: async () => undefined };
  const [before, seen] = await Promise.all([readAccount(watched), seenModules(db)]);
  // Where nobody has begun, everything is still to be offered.
  const isBaseline = seen === undefined && !isUntouched(before);
  return {
    writes: isBaseline ? [putSeen(db, offeredBy(before), now)] : [],
    tell: async (plan = tenant.plan) => {
      const after = await readAccount({ env, db, tenant: { ...tenant, plan } });
      const fresh = freshSince(before, after);
      if (fresh.length === 0) return;
      const reason = `New here: ${fresh.map(({ name }) => name).join(", ")}.`;
      await tellConcierge(env, tenant.id, { added: fresh.map(({ slug }) => slug), reason });
    },
  };
}

function freshSince(before: Account, after: Account): ReturnType<typeof settable> {
  const known = new Set(settable(before).map(({ slug }) => slug));
  return settable(after).filter(({ slug }) => !known.has(slug));
}
