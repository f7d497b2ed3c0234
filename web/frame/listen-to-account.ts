import { createEffect, createSignal, onCleanup } from "solid-js";
import type { Change } from "../../schema/realtime/down.ts";
import type { Live } from "../realtime/live.ts";
import { socketUrl } from "../realtime/socket-url.ts";
import { viewOf } from "../rest/view.ts";
import { hearView, someoneListens } from "../stores/heard-views.ts";
import { accessChanged } from "../stores/session.ts";
import { setViewIsOver } from "../stores/view-over.ts";
import type { Account } from "./account-context.tsx";

/** The inbox brings its own socket: it is given this long to. */
const WAIT_MS = 1_500;

/**
 * Hears, on pages of a client's account that have no socket of their own, of people who look at it through another's eyes, and when what may be
 * done there changes. Where the inbox has one, that one hears. Call inside a component.
 */
export function listenToAccount(account: Account): void {
  if (account.tenant.type !== "subaccount" || !account.can("viewLeads")) return;
  const [waited, setWaited] = createSignal(false);
  const timer = setTimeout(() => setWaited(true), WAIT_MS);
  onCleanup(() => clearTimeout(timer));
  createEffect(() => {
    if (!waited() || someoneListens()) return;
    let live: Live | undefined;
    let left = false;
    const connect = async () => {
      const { connectLive } = await import("../realtime/live.ts");
      if (!left) live = connectLive({ ...DEAF, url: socketUrl(account.id), onStatus, onChange: hear, onRights });
    };
    void connect();
    onCleanup(() => {
      left = true;
      live?.close();
    });
  });
  const onStatus = (status: string) => {
    if (status === "forbidden" && viewOf(account.id)) setViewIsOver(true);
  };
  const onRights = () => accessChanged(account.id);
  const hear = (change: Change) => {
    if (change.entity === "impersonation") hearView(change);
  };
}

const nothing = () => {};
const DEAF = { onBegin: nothing, onPresence: nothing, onDraft: nothing, onReload: nothing };
