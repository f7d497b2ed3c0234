import type { Verification } from "../../../modules/module.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { Ctx } from "../ctx.ts";
import { checkWithProvider, stateAfter } from "./check.ts";
import { claimStatements } from "./claims.ts";
import { changeIntegration } from "./change.ts";
import { openIntegration } from "./find.ts";
import { waiting, waitsFor } from "./waits-for.ts";

/**
 * Asks the provider again with the credentials there are, records what it said and claims what is newly proven. What was proven before
 * stays claimed while the provider refuses. The object is told anew in any case, which repairs it if it had drifted. Throws `forbidden`,
 * `not_found`, `outside_id_taken`, `conflict` (changed in the meantime).
 */
export async function verifyIntegration(ctx: Ctx, id: string): Promise<Integration> {
  requireCapability(ctx.actor, "manageModules");
  const { row, manifest, credentials, stored } = await openIntegration(ctx, id);
  const isReadable = stored.every((field) => Object.hasOwn(credentials, field));
  const missing = isReadable && row.deployed !== null ? waitsFor(manifest, credentials) : [];
  if (missing.length > 0) {
    const health = waiting(missing, ctx.now);
    const state = row.state === "disabled" ? "disabled" : "pending";
    return changeIntegration(ctx, row, {
      set: { state, health },
      audit: {
        action: "integration.verified",
        before: { state: row.state, health: row.health },
        after: { state, health },
      },
    });
  }
  const verification = isReadable
    ? await checkWithProvider(ctx.env, manifest, { id, sandbox: row.sandbox, credentials, now: ctx.now })
    : unreadable(ctx.now);
  const { health, proven } = verification;
  const state = stateAfter(verification, row.state);
  const details = health.ok ? verification.details : row.details;

  return changeIntegration(ctx, row, {
    set: { state, health, details },
    writes: isReadable ? await claimStatements(ctx, id, credentials, proven) : [],
    audit: {
      action: "integration.verified",
      before: { state: row.state, health: row.health },
      after: { state, health },
    },
  });
}

/** The vault's key is gone or the row was altered: nobody can be asked with that. */
function unreadable(now: number): Verification {
  const health = {
    ok: false,
    checkedAt: new Date(now).toISOString(),
    cause: "credentials" as const,
    reason: "The stored credentials cannot be opened any more.",
    fix: "Enter all of them again.",
  };
  return { health, proven: [], details: {} };
}
