import { subAccount } from "../../../durable-objects/stubs.ts";
import type { SystemActor } from "../../../schema/actor.ts";
import { DAY_MS } from "../../../schema/plans.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { addToMonth } from "../../db/usage.ts";
import { seatsOf } from "../../directory/seats.ts";
import { tenantById } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";
import { monthOf } from "../assists/month-of.ts";
import { warnOfLimits } from "../plans/warn-of-limits.ts";

/** How long into a month the one before is brought up to date too. */
const LOOK_BACK_MS = 2 * DAY_MS;

/**
 * Brings a tenant's month up to date: what its object has counted, as it stands there, and so many requests more. Whatever runs this, and however
 * often, the object's counts are taken over and never added. Then its people are told where a limit comes near.
 */
export async function recordUse(env: Env, tenantId: string, requests: number, now: number): Promise<void> {
  const tenant = await tenantById(env, tenantId);
  if (tenant === undefined) return;
  const actor: SystemActor = { kind: "system", tenantId, via: "control-plane" };
  const month = monthOf(now);
  const months = [...new Set([month, monthOf(now - LOOK_BACK_MS)])];
  const [held, seats] = await Promise.all([
    tenant.type === "subaccount" ? subAccount(env, tenantId).readUsage(actor, { months }) : NOTHING_HELD,
    seatsOf(env, tenantId, now),
  ]);
  const db = new ScopedDb(env, actor);
  const [first, ...others] = months.map((one) =>
    addToMonth(db, {
      month: one,
      ...(held.months[one] ?? NOTHING_STORED),
      contacts: held.contacts,
      storageBytes: held.storageBytes,
      apiRequests: one === month ? requests : 0,
      updatedAt: now,
    }),
  );
  if (first === undefined) return;
  await db.bookkeep([first, ...others]);
  await warnOfLimits(env, tenant, { contacts: held.contacts, users: seats?.people ?? 0 }, now);
}

const NOTHING_STORED = { messagesIn: 0, messagesOut: 0, contactsAdded: 0 };
const NOTHING_HELD = { contacts: 0, storageBytes: 0, months: {} as Record<string, typeof NOTHING_STORED> };
