import { useAccount } from "../../frame/account-context.tsx";
import { getOffer } from "../../rest/concierge.ts";
import { useRead } from "../../stores/use-read.ts";

/** What could be set up in the open account, and the session that is active: always asked anew, as others begin and end it too. */
export function useOffer() {
  const account = useAccount();
  return useRead(() => ({
    queryKey: [account.id, "concierge", "offer"],
    queryFn: ({ signal }) => getOffer(account.id, signal),
    staleTime: 0,
    gcTime: 0,
  }));
}
