import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import type { Ctx } from "../ctx.ts";
import { reapplyIntegrations } from "../integrations/reapply.ts";
import { releaseStrangers } from "./release-strangers.ts";

/**
 * After the answer, which an account that holds much must not keep waiting: gives back what was assigned to whoever can act on a tenant, or on
 * those below an agency, no more. What fails stays noted (`notePeople`), and the sweep goes on.
 */
export function releaseLater(
  { env, now, requestId, waitUntil }: Ctx,
  { id, type }: Pick<TenantRow, "id" | "type">,
): void {
  const work = async () => {
    try {
      if (type === "subaccount") await releaseStrangers(env, { tenantId: id, version: now });
      else await reapplyIntegrations(env, now);
    } catch (error) {
      const reason = reasonOf(error);
      console.warn(JSON.stringify({ level: "warn", event: "strangers_not_released", requestId, tenantId: id, reason }));
    }
  };
  waitUntil(work());
}
