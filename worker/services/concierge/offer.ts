import { requireCapability } from "../../../schema/actor.ts";
import type { ConciergeOffer } from "../../../schema/contracts/concierge.ts";
import { activeConcierge, putSeen, seenModules } from "../../db/concierge.ts";
import type { Ctx } from "../ctx.ts";
import { type Account, readAccount } from "./stand.ts";
import { settable } from "./modules-to-set-up.ts";

/**
 * What could be set up in the account now and nobody was shown yet: worked out when somebody looks, from what it may have and what it has been
 * offered, so that a new module or another plan costs thousands of accounts nothing. Throws `forbidden`.
 */
export async function readOffer(ctx: Ctx): Promise<ConciergeOffer> {
  requireCapability(ctx.actor, "viewSettings");
  const [account, seen, active] = await Promise.all([readAccount(ctx), seenModules(ctx.db), activeConcierge(ctx.db)]);
  const fresh = freshIn(account, seen);
  return {
    session: active?.id ?? null,
    occasion: active === undefined ? occasionOf(account, seen, fresh) : null,
    modules: fresh.map(({ manifest: { slug, name, icon, summary } }) => ({ slug, name, icon, summary })),
  };
}

/** Waves away what is offered: it is not suggested again until there is something new. Throws `forbidden`. */
export async function dismissOffer(ctx: Ctx): Promise<void> {
  requireCapability(ctx.actor, "manageModules");
  const [account, seen] = await Promise.all([readAccount(ctx), seenModules(ctx.db)]);
  const fresh = freshIn(account, seen);
  if (fresh.length === 0 && seen !== undefined) return;
  await ctx.db.commit({
    writes: [putSeen(ctx.db, [...(seen ?? []), ...offeredBy(account)], ctx.now)],
    audit: {
      action: "concierge.offer_waved_away",
      entity: "concierge",
      entityId: ctx.tenant.id,
      after: { modules: fresh.map(({ manifest }) => manifest.slug) },
    },
  });
}

/** Everything an account is offered at this moment, as it is remembered: slugs, and ids of installs that wait for values of its own. */
export function offeredBy(account: Account): string[] {
  return settable(account).map(({ slug }) => waitingIn(account, slug) ?? slug);
}

type Fresh = { manifest: ReturnType<typeof settable>[number]; waits: boolean };

function freshIn(account: Account, seen: readonly string[] | undefined): Fresh[] {
  return settable(account).flatMap((manifest) => {
    const waits = waitingIn(account, manifest.slug);
    const row = account.installed.find(({ module }) => module === manifest.slug);
    // What broke is told of by its health: it is nothing new.
    if (row !== undefined && waits === undefined) return [];
    const isNew =
      seen === undefined ? waits !== undefined || isUntouched(account) : !seen.includes(waits ?? manifest.slug);
    return isNew ? [{ manifest, waits: waits !== undefined }] : [];
  });
}

function occasionOf(
  account: Account,
  seen: readonly string[] | undefined,
  fresh: readonly Fresh[],
): ConciergeOffer["occasion"] {
  if (fresh.length === 0) return null;
  if (seen === undefined && isUntouched(account)) return "first_run";
  return fresh.some(({ waits }) => waits) ? "deployment" : "entitlement";
}

/** Nobody has connected anything here: what its agency deployed is not the account's own doing. */
export function isUntouched({ installed }: Account): boolean {
  return installed.every(({ deployed }) => deployed !== null);
}

/** The install of a module that waits for what only the account can give. */
function waitingIn({ installed }: Account, slug: string): string | undefined {
  return installed.find(({ module, state }) => module === slug && state === "pending")?.id;
}
