import type { Capability } from "../../../schema/capabilities.ts";
import { KEYS_MAX } from "../../../schema/contracts/keys.ts";
import type { CompletedSignUp, CompleteSignUp } from "../../../schema/contracts/sign-ups.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { isTaken, mustChange, ScopedDb } from "../../db/scoped.ts";
import { insertKey } from "../../directory/api-keys.ts";
import { provedSignUp, spendSignUp } from "../../directory/sign-ups.ts";
import { insertTenant } from "../../directory/tenants.ts";
import { insertGrant, insertUser } from "../../directory/users.ts";
import type { Acting } from "../account/acting.ts";
import { draftKey } from "../keys/create.ts";
import { keyDocument, keyTrail } from "../keys/document.ts";
import { hashKey } from "../keys/hash-key.ts";
import { actorAtHome } from "../sessions/actor-at-home.ts";
import { startSession } from "../sessions/start.ts";
import { tellListingsOf } from "../accounts/tell-listings.ts";
import { newTenant, slugTaken } from "../tenants/create.ts";
import { tenantDocument } from "../tenants/document.ts";
import { ensurePlatform } from "../tenants/ensure-platform.ts";
import { RESERVED_SLUGS } from "../tenants/reserved-slugs.ts";
import { requireOpenSignUp } from "./admit.ts";
import { signUpOver } from "./verify.ts";

/** What the first key may do: what it takes to open a client's account, connect it, and read and answer its customers. */
export const FIRST_KEY_SCOPES = [
  "viewLeads",
  "editLeads",
  "sendMessages",
  "viewSettings",
  "manageModules",
  "createTenants",
] as const satisfies readonly Capability[];
/** Nobody asked for it, so it does not last for ever. */
export const FIRST_KEY_MS = 90 * 24 * 60 * 60_000;

/**
 * Makes the agency of somebody with a proved address, with them as its admin and a first API key, all in one batch that spends the sign-up, and
 * signs them in. The key is told here and nowhere else. Throws `link_over`, `conflict` (slug, or an address somebody has by now), `forbidden`
 * where nobody may start by themselves.
 */
export async function completeSignUp(
  acting: Acting,
  { signUp, company, slug, plan, userAgent }: CompleteSignUp & { userAgent: string | null },
): Promise<CompletedSignUp> {
  const { env, ip, hostTenantId, requestId, now } = acting;
  requireOpenSignUp(acting);
  const proved = await provedSignUp(env, await hashKey(signUp), now);
  if (proved === undefined) throw signUpOver();
  if (RESERVED_SLUGS.has(slug)) throw slugTaken();
  const platformId = await ensurePlatform(env, now);
  const row = newTenant({ id: platformId }, { type: "agency", name: company, slug, plan }, now);
  const { email, name, passwordHash, verifiedAt } = proved;
  const userId = newId("user");
  const by = { userId, name, sessionId: "", grants: [] };
  const own = new ScopedDb(env, actorAtHome({ ...by, homeTenantId: row.id }, requestId));
  const first = await draftKey(
    { now },
    { name: "Quick start", capabilities: [...FIRST_KEY_SCOPES], createdBy: userId, expiresAt: now + FIRST_KEY_MS },
  );
  const tenant = tenantDocument(row);
  try {
    await new ScopedDb(env, actorAtHome({ ...by, homeTenantId: platformId }, requestId)).commit({
      writes: [
        mustChange(spendSignUp(env, proved, now)),
        mustChange(insertTenant(row)),
        insertUser(env, {
          id: userId,
          email,
          emailVerifiedAt: verifiedAt,
          name,
          passwordHash,
          homeTenantId: row.id,
          createdAt: now,
          updatedAt: now,
        }),
        mustChange(insertGrant({ userId, tenantId: row.id, role: "agency_admin" }, now)),
        ...insertKey(own, first.row, KEYS_MAX),
      ],
      audit: { action: "tenant.started", entity: "tenant", entityId: row.id, after: tenant },
      also: [
        {
          db: own,
          audit: {
            action: "tenant.started",
            entity: "tenant",
            entityId: row.id,
            after: { ...tenant, owner: { id: userId, email, name }, apiKey: keyTrail(first.row) },
          },
        },
      ],
      otherwise: signUpOver(),
    });
  } catch (error) {
    if (isTaken(error, "tenants.slug")) throw slugTaken();
    if (isTaken(error, "users.email"))
      throw new TrellisError("conflict", { message: `There is an account of ${email} by now. Sign in with it.` });
    throw error;
  }
  await tellListingsOf(env, row.id, now);
  const user = { id: userId, name, email, homeTenantId: row.id };
  const session = await startSession(env, { user, ip, userAgent, hostTenantId, requestId, now });
  const doc = keyDocument({ ...first.row, tenantId: row.id, createdByName: name }, now);
  return { ...session, tenant, apiKey: { doc, key: first.key } };
}
