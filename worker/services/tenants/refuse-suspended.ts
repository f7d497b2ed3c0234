import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";

/** Nothing is written in an account that is suspended or cancelled; reading goes on. Throws `suspended`. */
export function refuseSuspended({ status }: Pick<TenantRow, "status">): void {
  if (status === "suspended" || status === "cancelled") throw new TrellisError("suspended");
}
