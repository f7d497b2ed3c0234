import { createEffect, onCleanup } from "solid-js";
import { getMe, refreshSession } from "../rest/users.ts";
import { useMe } from "./session.ts";

const RENEW_BEFORE_MS = 30 * 60_000;
const LOCK = "trellis.renew-session";

/** Renews the session's token half an hour before it ends, once for all tabs, as long as a page is open. Call inside a component. */
export function keepSession(): void {
  const me = useMe();
  createEffect(() => {
    const exp = me.data?.exp;
    if (exp === undefined) return;
    const due = () => Date.now() >= exp * 1000 - RENEW_BEFORE_MS;
    const renewWhenDue = () => {
      // A failure changes nothing yet: half an hour is left, and the next look at this tab tries again.
      if (due()) renew().catch(() => undefined);
    };
    const timer = setTimeout(renewWhenDue, Math.max(0, exp * 1000 - RENEW_BEFORE_MS - Date.now()));
    // A timer of a sleeping or hidden tab comes late: coming back checks again.
    document.addEventListener("visibilitychange", renewWhenDue);
    onCleanup(() => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", renewWhenDue);
    });
  });
}

/** Under a lock all tabs share, and only if none of them has renewed it meanwhile: an old token used twice would end the session. */
async function renew(): Promise<void> {
  await navigator.locks.request(LOCK, async () => {
    const { exp } = await getMe();
    if (exp !== undefined && Date.now() >= exp * 1000 - RENEW_BEFORE_MS) await refreshSession();
  });
  await useMe().refetch();
}
