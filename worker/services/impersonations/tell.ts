import { subAccount } from "../../../durable-objects/stubs.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import type { ListedImpersonation } from "../../directory/impersonations.ts";
import type { Env } from "../../env.ts";
import { openImpersonationDocument } from "./document.ts";

const TRIES = 3;

/**
 * Tells everyone who has the account open that somebody looks at it now, or no longer; then the sockets of that view are closed too. An account
 * that cannot be reached is tried again and then reported: what has ended opens no door, and its object, restarting, closes its sockets.
 */
export async function tellImpersonation(
  env: Env,
  row: Omit<ListedImpersonation, "sessionRevokedAt">,
  what: "started" | "ended",
): Promise<void> {
  // Only a client's account has sockets.
  if (row.tenant.type !== "subaccount") return;
  const actor = { kind: "system", tenantId: row.tenantId, via: "control-plane" } as const;
  for (let tried = 1; ; tried += 1) {
    try {
      await subAccount(env, row.tenantId).tellImpersonation(actor, { what, doc: openImpersonationDocument(row) });
      return;
    } catch (error) {
      if (tried < TRIES) continue;
      const { id, tenantId } = row;
      console.error(
        JSON.stringify({
          level: "error",
          event: "impersonation_not_told",
          id,
          tenantId,
          what,
          reason: reasonOf(error),
        }),
      );
      return;
    }
  }
}
