import type { Verification } from "../../../modules/module.ts";
import type { SystemActor } from "../../../schema/actor.ts";
import type { Health } from "../../../schema/contracts/integrations.ts";
import type { IntegrationWatchRow } from "../../../schema/control-plane/index.ts";
import { isTrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { DAY_MS } from "../../../schema/plans.ts";
import type { HealthCheckMessage } from "../../../schema/queues/health-checks.ts";
import { standingOf } from "../../../schema/standing.ts";
import { manifestOf } from "../../../modules/catalog.ts";
import { integrationById, updateIntegration } from "../../db/integrations.ts";
import { mustChange, ScopedDb } from "../../db/scoped.ts";
import { settleWatch, watchOf } from "../../directory/integration-watches.ts";
import { tenantById } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";
import type { AccountCtx } from "../ctx.ts";
import { changeIntegration } from "../integrations/change.ts";
import { type OpenIntegration, openIntegration } from "../integrations/find.ts";
import { askAgain, changeAfter } from "../integrations/verify.ts";
import { type Course, courseAfter } from "./course.ts";
import { mailsOfHealth } from "./letters.ts";

/** What became of a message: `over` where somebody else had the turn, or nothing is there any more. */
export type Checked = "over" | "put_off" | "works" | "failing" | "changed";

/**
 * Checks one integration that nobody asked to be checked, and settles its turn in the batch of whatever follows, so that a message that comes twice
 * changes and tells nothing twice. A failure is believed, shown and told only once it came again; what time heals only after a good while. What
 * is found as it was leaves no audit row. Throws what is worth another try.
 */
export async function checkWatched(env: Env, message: HealthCheckMessage, now: number): Promise<Checked> {
  const watch = await watchOf(env, message);
  if (watch === undefined || watch.dueAt !== message.dueAt) return "over";
  const actor: SystemActor = { kind: "system", tenantId: watch.tenantId, via: "cron", requestId: newId("request") };
  const db = new ScopedDb(env, actor);
  const tenant = await tenantById(env, watch.tenantId);
  const row = tenant && (await integrationById(db, watch.integrationId));
  const rests =
    tenant === undefined ||
    row === undefined ||
    // Switched off, or still waiting for what its client has to give.
    row.state === "disabled" ||
    row.state === "pending" ||
    manifestOf(row.module) === undefined ||
    standingOf(tenant, now) !== "live";
  if (rests) {
    await db.bookkeep([settleWatch(env, watch, { dueAt: now + DAY_MS })]);
    return "put_off";
  }
  const ctx: AccountCtx = {
    actor,
    env,
    db,
    tenant,
    now,
    requestId: actor.requestId ?? "",
    origin: env.APP_ORIGIN ?? "",
  };
  try {
    const opened = await openIntegration(ctx, row.id);
    return await settle(ctx, watch, opened, await askAgain(ctx, opened));
  } catch (error) {
    // Somebody changed it meanwhile, or settled the turn: what they found counts.
    if (isTrellisError(error) && error.code === "conflict") return "over";
    throw error;
  }
}

async function settle(
  ctx: AccountCtx,
  watch: IntegrationWatchRow,
  opened: OpenIntegration,
  verification: Verification,
): Promise<Checked> {
  const { env, db, now } = ctx;
  const { row, manifest } = opened;
  const { health } = verification;
  const course = courseAfter(watch, health, { now, chance: chance() });
  const turn = mustChange(settleWatch(env, watch, known(course)));
  const mails = course.tell === null ? [] : await mailsOfHealth(ctx, { tell: course.tell, manifest, health, row });
  const writes = mails.map(({ write }) => write);
  const news = course.believed && !sameFinding(row.health, health);
  if (news) {
    const change = await changeAfter(ctx, opened, verification);
    await changeIntegration(ctx, row, { ...change, writes: [...change.writes, turn, ...writes] });
  } else if (mails.length > 0) {
    await db.commit({
      writes: [turn, ...writes],
      audit: {
        action: "integration.alerted",
        entity: "integration",
        entityId: row.id,
        after: { of: course.tell, told: mails.length },
      },
    });
  } else {
    const seen = course.believed ? { health, ...(health.ok ? { details: verification.details } : {}) } : undefined;
    await db.bookkeep([
      turn.mustChange,
      ...(seen === undefined ? [] : [updateIntegration(db, { id: row.id, version: row.desiredVersion }, seen)]),
    ]);
  }
  for (const mail of mails) await mail.send();
  if (news) return "changed";
  return health.ok ? "works" : "failing";
}

function known({ failures, failingSince, reason, toldAt, expiryTold, dueAt }: Course) {
  return { failures, failingSince, reason, toldAt, expiryTold, dueAt };
}

/** Whether it says the same but for the time. */
function sameFinding(a: Health, b: Health): boolean {
  return a.ok === b.ok && a.cause === b.cause && a.reason === b.reason;
}

function chance(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}
