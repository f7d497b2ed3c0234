import { subAccount } from "../../../../durable-objects/stubs.ts";
import type { PurgeTenant, Tenant } from "../../../../schema/contracts/tenants.ts";
import type { TenantRow } from "../../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../../schema/errors.ts";
import { integrationsOf } from "../../../db/integrations.ts";
import { mustChange, type MustChange, type Statement } from "../../../db/scoped.ts";
import { releaseAll } from "../../../directory/outside-ids.ts";
import { insertPurge } from "../../../directory/purges.ts";
import { changeTenantLife } from "../../../directory/tenants.ts";
import { forgetDoors } from "../../../webhooks/doors.ts";
import { forgetRoutes } from "../../../webhooks/routes.ts";
import type { Ctx } from "../../ctx.ts";
import { tenantDocument } from "../document.ts";
import { notesOf } from "./change-life.ts";
import { childOf, logOf } from "./child.ts";
import { lifeChange } from "./life-cycle.ts";
import { runPurge } from "./run-purge.ts";
import { tellLater } from "./tell-later.ts";

/** Longer than any door remembers whose an outside id is: what was on its way has arrived by then. */
const LEAD_MS = 2_000;

/**
 * Begins to erase a deleted account, or one cancelled long enough, for good: only a person does, by typing its address. From here on it cannot
 * be restored and its outside ids are anybody's; run-purge.ts does the rest. What was erased is told by a row in its parent's audit log, which
 * ends the account's own chain. Throws `forbidden` to a key, `not_found`, `invalid` (confirm), `conflict` (not deleted, an agency with
 * clients, or begun already).
 */
export async function purgeTenant(over: Ctx, id: string, { confirm }: PurgeTenant): Promise<Tenant> {
  if (over.actor.kind !== "user")
    throw new TrellisError("forbidden", { message: "Only a person may erase an account, not a key." });
  const read = await childOf(over, id);
  const change = lifeChange("purge", read, { now: over.now });
  if (confirm !== read.slug)
    throw new TrellisError("invalid", { field: "confirm", message: `must be the account's address, ${read.slug}` });
  const installed = await integrationsOf(logOf(over, id));
  const deleted: (Statement | MustChange)[] =
    read.deletedAt === null
      ? [mustChange(changeTenantLife(read, { ...change, updatedAt: over.now })), ...notesOf(read, over.now)]
      : [];
  await over.db.commit({
    writes: [
      ...deleted,
      mustChange(
        insertPurge({
          tenantId: id,
          integrationIds: installed.map((one) => one.id),
          startedBy: over.actor.userId,
          startedAt: over.now,
          dueAt: over.now + LEAD_MS,
        }),
      ),
      releaseAll(over.env, id),
    ],
    audit: {
      action: "tenant.purge_started",
      entity: "tenant",
      entityId: id,
      before: {
        ...tenantDocument(read),
        modules: installed.map(({ module }) => module),
        chain: await logOf(over, id).chainHead(),
        held: await heldBy(over, read),
      },
    },
    otherwise: new TrellisError("conflict", {
      message:
        read.type === "agency"
          ? "This agency has clients, deleted ones included, or is being erased already. Erase its clients first."
          : "This account is being erased already, or was changed meanwhile.",
    }),
  });
  forgetRoutes();
  forgetDoors();
  await tellLater(over, read);
  over.waitUntil(scheduler.wait(LEAD_MS).then(() => runPurge(over.env, id, Date.now())));
  return tenantDocument({ ...read, ...change });
}

/** How much goes, for the one row that stays. */
async function heldBy(
  { env }: Ctx,
  { id, type }: TenantRow,
): Promise<{ contacts: number; conversations: number } | null> {
  if (type !== "subaccount") return null;
  const actor = { kind: "system", tenantId: id, via: "control-plane" } as const;
  const count = async (collection: "contacts" | "conversations"): Promise<number> =>
    (await subAccount(env, id).countDocuments(actor, { collection, query: { where: null } })).totalDocs;
  return { contacts: await count("contacts"), conversations: await count("conversations") };
}
