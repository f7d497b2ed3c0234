import type { RoleDoc, RoleList } from "../../../schema/contracts/roles.ts";
import { type Account, useAccount } from "../../frame/account-context.tsx";
import { listRoles } from "../../rest/roles.ts";
import { queryClient } from "../../stores/queries.ts";
import { useRead } from "../../stores/use-read.ts";

/** The open account's roles, built-in ones first. */
export function useRoles() {
  const account = useAccount();
  return useRead<RoleList>(() => ({
    queryKey: [account.id, "roles"],
    queryFn: ({ signal }) => listRoles(signal),
  }));
}

/** Reads anew what a change of a role or of who has it makes old. */
export async function refreshTeam(account: Account): Promise<void> {
  await Promise.all(
    ["roles", "members", "team"].map((what) => queryClient.invalidateQueries({ queryKey: [account.id, what] })),
  );
}

/** The roles this person may give on the open account: of its tier, and never more than they may do themselves. */
export function givableRoles(account: Account, roles: readonly RoleDoc[]): RoleDoc[] {
  return roles.filter(
    ({ tier, capabilities }) =>
      tier === account.tenant.type && capabilities.every((capability) => account.can(capability)),
  );
}
