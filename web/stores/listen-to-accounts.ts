import type { AccountsChanged } from "../../schema/realtime/accounts.ts";
import type { MyTenant } from "../../schema/contracts/users.ts";
import { currentView } from "../rest/view.ts";
import { learnFrom } from "./account-badges.ts";

/** Agencies one person listens to at a time. */
const SOCKETS_MAX = 5;

/**
 * Listens to every account a person was given and what is below, until the function it answers is called: badges change by themselves, and
 * `heard` is told. `again` means that something may have been missed. Its code and its sockets come when something asks for them.
 */
export function listenToAccounts(
  granted: readonly MyTenant[],
  heard: { changed?: (change: AccountsChanged) => void; again?: () => void } = {},
): () => void {
  if (currentView() !== undefined) return () => undefined;
  let closed = false;
  const sockets: { close(): void }[] = [];
  const left = startingPoints(granted);

  const open = async (): Promise<void> => {
    const tenant = left.shift();
    if (tenant === undefined || sockets.length >= SOCKETS_MAX) return;
    const { connectLiveAccounts } = await import("../realtime/live-accounts.ts");
    if (closed) return;
    let isFirst = true;
    sockets.push(
      connectLiveAccounts(tenant.id, {
        onHello(covers, again) {
          if (again) heard.again?.();
          if (!isFirst) return;
          isFirst = false;
          // One socket speaks of all accounts of an agency: the others given there need none of their own.
          if (covers !== "all") for (const id of covers) drop(left, id);
          void open();
        },
        onChange(change) {
          learnFrom(change.accounts);
          heard.changed?.(change);
        },
      }),
    );
  };
  void open().catch(() => undefined);

  return () => {
    closed = true;
    for (const socket of sockets) socket.close();
  };
}

/** The platform alone reaches everything; otherwise every agency, then the clients given by themselves. */
function startingPoints(granted: readonly MyTenant[]): MyTenant[] {
  const platform = granted.filter(({ type }) => type === "platform");
  if (platform.length > 0) return platform;
  return granted.toSorted((a, b) => Number(b.type === "agency") - Number(a.type === "agency"));
}

function drop(tenants: MyTenant[], id: string): void {
  const at = tenants.findIndex((tenant) => tenant.id === id);
  if (at >= 0) tenants.splice(at, 1);
}
