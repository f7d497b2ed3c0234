import type { ModuleManifest } from "../../../modules/module.ts";
import { TrellisError, type ErrorItem } from "../../../schema/errors.ts";
import type { Offer } from "../modules/offers.ts";
import type { Account } from "./stand.ts";

/**
 * The modules of a session in the order to do them: those named, or every one that the account may have and that does not work yet; what a module
 * needs comes before it, also where nobody named that. Throws `invalid` (a module there is not, or that the plan does not include), `conflict` where
 * nothing is left to set up.
 */
export function modulesToSetUp(account: Account, named: readonly string[] | undefined): string[] {
  if (named !== undefined) refuseStrange(account, named);
  const wanted = named ?? settable(account).map(({ slug }) => slug);
  const slugs = inOrder(account, wanted);
  if (slugs.length === 0)
    throw new TrellisError("conflict", { message: "Everything this account may have is connected already." });
  return slugs;
}

/** What the account may have and that is not connected, in the platform's order. */
export function settable({ offers, installed, entitlement }: Account): ModuleManifest[] {
  return offers
    .filter((offer) => {
      const row = installed.find(({ module }) => module === offer.manifest.slug);
      if (row !== undefined) return row.state === "error" || row.state === "pending";
      return entitlement(offer) === "entitled";
    })
    .map(({ manifest }) => manifest);
}

/** Each after what it needs; what is needed and neither there nor named comes along where the account may have it. */
function inOrder({ offers, installed, entitlement }: Account, wanted: readonly string[]): string[] {
  const bySlug = new Map(offers.map((offer) => [offer.manifest.slug as string, offer]));
  const done = new Set<string>();
  const visit = (slug: string, above: ReadonlySet<string>): void => {
    const offer = bySlug.get(slug);
    // A circle of needs cannot be installed by anybody: whoever is first comes first.
    if (offer === undefined || done.has(slug) || above.has(slug)) return;
    for (const dependency of offer.manifest.dependencies) {
      const needed = bySlug.get(dependency.slug);
      const isThere = installed.some(({ module }) => module === dependency.slug);
      if (needed === undefined || (!wanted.includes(dependency.slug) && (isThere || !mayHave(needed)))) continue;
      visit(dependency.slug, new Set([...above, slug]));
    }
    done.add(slug);
  };
  const mayHave = (offer: Offer): boolean => entitlement(offer) === "entitled";
  for (const slug of wanted) visit(slug, new Set());
  return [...done];
}

function refuseStrange({ offers, installed, entitlement }: Account, named: readonly string[]): void {
  const items = named.flatMap((slug, at): ErrorItem[] => {
    const offer = offers.find(({ manifest }) => manifest.slug === slug);
    const field = `modules.${at}`;
    if (offer === undefined || (entitlement(offer) === "withdrawn" && !installed.some(({ module }) => module === slug)))
      return [{ code: "invalid", field, message: "There is no module of that name." }];
    if (entitlement(offer) === "entitled" || installed.some(({ module }) => module === slug)) return [];
    return [{ code: "invalid", field, message: `${offer.manifest.name} is not part of this account's plan.` }];
  });
  if (items.length > 0) throw new TrellisError("invalid", { items });
}
