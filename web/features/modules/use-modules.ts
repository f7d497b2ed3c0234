import { useRead } from "../../stores/use-read.ts";
import { listIntegrations } from "../../rest/integrations.ts";
import { listModules } from "../../rest/modules.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { queryClient } from "../../stores/queries.ts";

/** The catalog as this account sees it. */
export function useModules() {
  const account = useAccount();
  return useRead(() => ({ queryKey: [account.id, "modules"], queryFn: ({ signal }) => listModules(signal) }));
}

/** What is installed in this account: nothing in one that is no client, for modules work for clients. */
export function useIntegrations() {
  const account = useAccount();
  const isClient = account.tenant.type === "subaccount";
  return useRead(() => ({
    queryKey: [account.id, "integrations"],
    queryFn: async ({ signal }) => (isClient ? listIntegrations(signal) : { docs: [] }),
  }));
}

/** After a write: everything that shows an integration's state reads it again. */
export async function refreshIntegrations(accountId: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: [accountId, "integrations"] }),
    queryClient.invalidateQueries({ queryKey: [accountId, "phones"] }),
  ]);
}

/** After what decides whether a module may be installed has changed. */
export async function refreshModules(accountId: string): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: [accountId, "modules"] });
}
