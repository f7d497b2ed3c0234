import { agency, subAccount } from "../../../durable-objects/stubs.ts";
import type { SystemActor } from "../../../schema/actor.ts";
import { isTrellisError } from "../../../schema/errors.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import type { TenantType } from "../../../schema/capabilities.ts";
import type { TenantRow } from "../../../schema/control-plane/index.ts";
import { grantsOfUser, type PrincipalGrant } from "../../directory/principals.ts";
import { accountsWithSockets } from "../../directory/sessions.ts";
import { tenantById } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";
import { capabilitiesOn, reaches } from "../../middleware/active-tenant.ts";
import { rememberedPrincipals } from "../../middleware/remembered-principals.ts";
import { sessionsListenedTo } from "../concierge/session-objects.ts";

const TRIES = 3;

/**
 * Makes new rights hold at every door and open socket within a second, on a tenant and below it. For whatever changes what somebody may do
 * there, after it has committed: this isolate forgets who it remembered, and every account in which the person listens is told, to end their
 * sockets or to have them connect again. An account that cannot be reached is tried again and then reported: its object is restarting, which
 * closes its sockets.
 */
export async function rightsChanged(
  env: Env,
  tenant: Pick<TenantRow, "id" | "type">,
  userIds: readonly string[],
): Promise<void> {
  rememberedPrincipals.clear();
  for (const userId of userIds) await tellAccounts(env, tenant, userId);
}

/** Has whoever listens in these accounts connect again, with the rights of now. */
export async function reconnect(
  env: Env,
  listeners: readonly { userId: string; tenantId: string; type: TenantType }[],
): Promise<void> {
  await Promise.all(
    listeners.map(({ userId, tenantId, type }) => tell(env, { id: tenantId, type }, userId, "renewUser")),
  );
}

async function tellAccounts(env: Env, changed: Pick<TenantRow, "id" | "type">, userId: string): Promise<void> {
  const [grants, listening] = await Promise.all([grantsOfUser(env, userId), accountsWithSockets(env, userId)]);
  const places = new Set([...listening, ...(changed.type === "subaccount" ? [changed.id] : [])]);
  await Promise.all(
    [...places].map(async (id) => {
      const account = await tenantById(env, id);
      if (account === undefined) return;
      // What a socket over many accounts reaches is worked out when it connects.
      if (account.type !== "subaccount") return tell(env, account, userId, "renewUser");
      if (!reaches({ tenantId: changed.id, type: changed.type }, account)) return;
      await tell(env, account, userId, mayListen(grants, account) ? "renewUser" : "endUser");
    }),
  );
}

function mayListen(grants: readonly PrincipalGrant[], account: TenantRow): boolean {
  try {
    return capabilitiesOn(grants, account).includes("viewLeads");
  } catch (error) {
    if (isTrellisError(error) && error.code === "not_found") return false;
    throw error;
  }
}

async function tell(
  env: Env,
  { id: tenantId, type }: Pick<TenantRow, "id" | "type">,
  userId: string,
  verb: "renewUser" | "endUser",
): Promise<void> {
  const system: SystemActor = { kind: "system", tenantId, via: "control-plane" };
  for (let tried = 1; ; tried += 1) {
    try {
      if (type === "subaccount") await subAccount(env, tenantId)[verb](system, { userId });
      else await agency(env, tenantId).renewUser(system, { userId });
      const setUps = await sessionsListenedTo(env, tenantId);
      await Promise.all(setUps.map((session) => session.renewUser(system, { userId })));
      return;
    } catch (error) {
      if (tried < TRIES) continue;
      const reason = reasonOf(error);
      console.error(JSON.stringify({ level: "error", event: "rights_not_told", verb, tenantId, userId, reason }));
      return;
    }
  }
}
