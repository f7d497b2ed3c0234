import { manifestOf } from "../../../modules/catalog.ts";
import type { ModuleManifest } from "../../../modules/module.ts";
import type { SessionRef } from "../../../schema/concierge/host.ts";
import type { ModuleState } from "../../../schema/concierge/words.ts";
import type { ModuleProgress } from "../../../schema/contracts/concierge.ts";
import type { Entitlement } from "../../../schema/contracts/modules.ts";
import type { IntegrationRow, TenantRow } from "../../../schema/control-plane/index.ts";
import { integrationsOf } from "../../db/integrations.ts";
import type { AccountCtx } from "../ctx.ts";
import { heldOfAll } from "../module-access/access.ts";
import { entitlementOf } from "../modules/entitled.ts";
import { type Offer, offersOf } from "../modules/offers.ts";

/** What is known of every module in an account, read at once. */
export interface Account {
  offers: readonly Offer[];
  installed: readonly IntegrationRow[];
  entitlement(offer: Offer): Entitlement;
}

/** Reads what the account may have, and has. */
export async function readAccount({
  env,
  db,
  tenant,
}: Pick<AccountCtx, "env" | "db"> & { tenant: Pick<TenantRow, "id" | "type" | "plan"> }): Promise<Account> {
  const [offers, installed, held] = await Promise.all([
    offersOf(env),
    integrationsOf(db),
    heldOfAll(env, db, tenant.id),
  ]);
  return {
    offers,
    installed,
    entitlement: (offer) => entitlementOf(tenant, offer, held(offer.manifest.slug)),
  };
}

/** How every module of a session stands, as the account has it. */
export function standOf(
  { offers, installed, entitlement }: Account,
  session: Pick<SessionRef, "modules" | "skipped">,
): ModuleProgress[] {
  return session.modules.map((slug) => {
    const offer = offers.find(({ manifest }) => manifest.slug === slug);
    if (offer === undefined) return gone(slug);
    const row = installed.find(({ module }) => module === slug);
    const stand: Stand = session.skipped.includes(slug)
      ? { state: "skipped" }
      : row === undefined
        ? uninstalled(offer, entitlement(offer), { installed, session })
        : installedAs(row);
    const { name, icon, summary, provides } = offer.manifest;
    return {
      slug,
      name,
      icon,
      summary,
      state: stand.state,
      reason: stand.reason ?? null,
      fix: stand.fix ?? null,
      integration: row?.id ?? null,
      ...(row?.sandbox ? { sandbox: true } : {}),
      ...(provides === undefined ? {} : { provides: [...provides] }),
    };
  });
}

interface Stand {
  state: ModuleState;
  reason?: string | undefined;
  fix?: string | undefined;
}

function installedAs({ state, health }: Pick<IntegrationRow, "state" | "health">): Stand {
  switch (state) {
    case "connected":
      return { state: "live" };
    case "error":
      return { state: "blocked", reason: health.reason, fix: health.fix };
    case "pending":
      return { state: "waiting", reason: health.reason, fix: health.fix };
    case "disabled":
      return { state: "blocked", reason: "It is switched off here.", fix: "Switch it on on its own page." };
    default:
      return state satisfies never;
  }
}

function uninstalled(
  { manifest }: Offer,
  entitlement: Entitlement,
  { installed, session }: Pick<Account, "installed"> & { session: Pick<SessionRef, "modules" | "skipped"> },
): Stand {
  if (entitlement === "withdrawn") return { state: "blocked", reason: "It is no longer offered." };
  if (entitlement !== "entitled") {
    const fix = entitlement === "requested" ? "It has been asked for: wait for the answer." : "Ask your agency for it.";
    return { state: "blocked", reason: "It is not part of this account's plan.", fix };
  }
  const lacking = lackingOf(manifest, { installed, session });
  return lacking.length === 0
    ? { state: "waiting" }
    : { state: "blocked", reason: `It needs ${lacking.join(" and ")}.`, fix: "Set that up first." };
}

/** Names of what it needs that is not there and that this session will not bring either. */
function lackingOf(
  { dependencies }: ModuleManifest,
  { installed, session }: Pick<Account, "installed"> & { session: Pick<SessionRef, "modules" | "skipped"> },
): string[] {
  return dependencies
    .filter(({ slug }) => !installed.some(({ module }) => module === slug))
    .filter(({ slug }) => !session.modules.includes(slug) || session.skipped.includes(slug))
    .map(({ slug }) => manifestOf(slug)?.name ?? slug);
}

function gone(slug: string): ModuleProgress {
  const reason = "This version of the product does not have it.";
  return { slug, name: slug, icon: slug, summary: "", state: "blocked", reason, fix: null, integration: null };
}
