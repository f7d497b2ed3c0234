import type { SessionRef } from "../../schema/concierge/host.ts";
import type { Facts } from "./facts.ts";

/** Which session speaks to the host, and with whose rights. */
export function refOf({ id, tenantId, holder, modules, skipped }: Facts): SessionRef {
  return { sessionId: id, tenantId, holderId: holder.id, modules, skipped };
}
