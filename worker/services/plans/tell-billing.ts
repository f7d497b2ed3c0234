import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { isTaken, ScopedDb } from "../../db/scoped.ts";
import { noteWarning, type Warning } from "../../db/usage.ts";
import type { Env } from "../../env.ts";
import type { Letter } from "../../mail/letter.ts";
import { queueMail } from "../../mail/queue-mail.ts";
import { addressesOf } from "../members/addresses-of.ts";

/**
 * Writes to those who manage billing for a tenant, its own people and its agency's, and notes in the same batch that they were told: of two who
 * find the same at once, one tells.
 */
export async function tellBilling(
  env: Env,
  tenant: TenantRow,
  warning: Warning,
  letter: Omit<Letter, "act">,
): Promise<void> {
  const now = Date.now();
  const act = env.APP_ORIGIN
    ? { act: { label: "Plan and usage", url: `${new URL(env.APP_ORIGIN).origin}/a/${tenant.id}/settings/plan` } }
    : {};
  const mails = await Promise.all(
    (await addressesOf(env, tenant, "manageBilling")).map((to) =>
      queueMail(env, { tenantId: tenant.id, to, letter: { ...letter, ...act } }, now),
    ),
  );
  const db = new ScopedDb(env, { kind: "system", tenantId: tenant.id, via: "control-plane" });
  try {
    await db.commit({
      writes: [noteWarning(db, warning, now), ...mails.map(({ write }) => write)],
      audit: {
        action: "tenant.plan_warned",
        entity: "tenant",
        entityId: tenant.id,
        after: { ...warning, told: mails.length },
      },
    });
  } catch (error) {
    if (isTaken(error, "plan_warnings.")) return;
    throw error;
  }
  for (const mail of mails) await mail.send();
}
