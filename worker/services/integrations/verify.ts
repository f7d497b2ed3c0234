import type { Verification } from "../../../modules/module.ts";
import { requireCapability } from "../../../schema/actor.ts";
import type { Integration } from "../../../schema/contracts/integrations.ts";
import type { Statement } from "../../db/scoped.ts";
import type { AccountCtx, Ctx } from "../ctx.ts";
import { noteChecked } from "../health/note-checked.ts";
import { checkWithProvider, stateAfter } from "./check.ts";
import { claimStatements } from "./claims.ts";
import { changeIntegration, type IntegrationChange } from "./change.ts";
import { type OpenIntegration, openIntegration } from "./find.ts";
import { waiting, waitsFor } from "./waits-for.ts";

/**
 * Asks the provider again with the credentials there are, records what it said and claims what is newly proven. What was proven before
 * stays claimed while the provider refuses. The object is told anew in any case, which repairs it if it had drifted. Throws `forbidden`,
 * `not_found`, `outside_id_taken`, `conflict` (changed in the meantime).
 */
export async function verifyIntegration(ctx: Ctx, id: string): Promise<Integration> {
  requireCapability(ctx.actor, "manageModules");
  const opened = await openIntegration(ctx, id);
  const { row, manifest, credentials } = opened;
  const missing = isReadable(opened) && row.deployed !== null ? waitsFor(manifest, credentials) : [];
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
  const verification = await askAgain(ctx, opened);
  const change = await changeAfter(ctx, opened, verification);
  const watch = noteChecked(ctx.env, { tenantId: ctx.tenant.id, integrationId: id }, verification.health, ctx.now);
  return changeIntegration(ctx, row, { ...change, writes: [...change.writes, watch] });
}

/** What the provider says to the credentials there are. */
export async function askAgain(ctx: AccountCtx, opened: OpenIntegration): Promise<Verification> {
  const { row, manifest, credentials } = opened;
  return isReadable(opened)
    ? checkWithProvider(ctx.env, manifest, { id: row.id, sandbox: row.sandbox, credentials, now: ctx.now })
    : unreadable(ctx.now);
}

/** What an integration becomes by what was found: its state and health, and what is newly proven claimed. */
export async function changeAfter(
  ctx: AccountCtx,
  opened: OpenIntegration,
  verification: Verification,
): Promise<IntegrationChange & { writes: readonly Statement[] }> {
  const { row, credentials } = opened;
  const { health, proven } = verification;
  const state = stateAfter(verification, row.state);
  return {
    set: { state, health, details: health.ok ? verification.details : row.details },
    writes: isReadable(opened) ? await claimStatements(ctx, row.id, credentials, proven) : [],
    audit: {
      action: "integration.verified",
      before: { state: row.state, health: row.health },
      after: { state, health },
    },
  };
}

function isReadable({ stored, credentials }: OpenIntegration): boolean {
  return stored.every((field) => Object.hasOwn(credentials, field));
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
