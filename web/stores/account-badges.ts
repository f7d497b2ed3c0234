import { createStore } from "solid-js/store";
import type { AccountBadge, AccountLine } from "../../schema/contracts/accounts.ts";
import { accountBadges } from "../rest/accounts.ts";
import { currentView } from "../rest/view.ts";
import { onForget } from "./forget.ts";

type Badge = Omit<AccountBadge, "id">;

const [badges, setBadges] = createStore<{ byId: Record<string, Badge> }>({ byId: {} });
onForget(() => setBadges({ byId: {} }));

/** What stands beside an account's name, as far as it is known. */
export function badgeOf(id: string): Badge | undefined {
  return badges.byId[id];
}

/** Takes over what a list or a socket said. */
export function learnFrom(lines: readonly AccountLine[]): void {
  for (const { id, figures } of lines)
    if (figures !== null) setBadges("byId", id, { unread: figures.unread, broken: figures.broken });
}

/** Asks how these accounts do. Badges are an extra: without them the names still lead somewhere, so it never throws. */
export async function askBadges(ids: readonly string[]): Promise<void> {
  // Through another's eyes nobody sees other accounts.
  if (ids.length === 0 || currentView() !== undefined) return;
  try {
    for (const { id, ...badge } of (await accountBadges(ids)).docs) setBadges("byId", id, badge);
  } catch {
    // The names stand without.
  }
}
