import { onCleanup } from "solid-js";
import { useAccount } from "../../frame/account-context.tsx";
import { currentView } from "../../rest/view.ts";
import { queryClient } from "../../stores/queries.ts";

/** Reads of one page are a second apart, however fast a deployment moves. */
const AT_MOST_EVERY_MS = 1_000;

/** Everything on this page that shows deployments is read again when one moves on, by the socket over the agency's own accounts. */
export function useLiveDeployments(): void {
  const account = useAccount();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let socket: { close(): void } | undefined;
  const readAgain = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void refreshDeployments(account.id);
    }, AT_MOST_EVERY_MS);
  };
  const listen = async () => {
    // Through another person's eyes there is no socket.
    if (account.tenant.type !== "agency" || currentView() !== undefined) return;
    const { connectLiveAccounts } = await import("../../realtime/live-accounts.ts");
    if (closed) return;
    // What moved before the socket was open is read once it is.
    socket = connectLiveAccounts(account.id, {
      onHello: readAgain,
      onChange: () => undefined,
      onDeployment: readAgain,
    });
  };
  void listen().catch(() => undefined);
  onCleanup(() => {
    closed = true;
    clearTimeout(timer);
    socket?.close();
  });
}

/** After an act: whatever shows deployments reads it again. */
export function refreshDeployments(accountId: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: [accountId, "deployments"] });
}
