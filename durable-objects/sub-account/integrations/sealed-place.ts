import type { AccountIntegrationRow } from "../../../schema/data-plane/index.ts";
import type { VaultPlace } from "../../kit/vault.ts";

/** For which place the credentials of an integration are sealed here: all of them in one. */
export function sealedPlace(
  tenantId: string,
  { id, module }: Pick<AccountIntegrationRow, "id" | "module">,
): VaultPlace {
  return { tenantId, module, integrationId: id, field: "*", store: "account" };
}
