import { signInGuard } from "../../../durable-objects/stubs.ts";
import { type Actor, requireSystem } from "../../../schema/actor.ts";
import type { Role } from "../../../schema/capabilities.ts";
import { Email, line } from "../../../schema/contracts/common.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { newId } from "../../../schema/ids.ts";
import { isTaken, mustChange, ScopedDb } from "../../db/scoped.ts";
import { insertGrant, insertUser } from "../../directory/users.ts";
import type { Env } from "../../env.ts";

export interface CreateUser {
  email: string;
  name: string;
  password: string;
  /** The first one is the person's home. */
  grants: [Grant, ...Grant[]];
}
interface Grant {
  tenantId: string;
  role: Role;
}

/**
 * Adds a person with their grants; the product's own machinery only. `actor` acts on the person's home. Throws `conflict` (email) when
 * the address is taken, `not_found` when a tenant does not exist or is not of the role's tier.
 */
export async function createUser(env: Env, actor: Actor, input: CreateUser, now: number): Promise<{ id: string }> {
  requireSystem(actor);
  const email = Email.parse(input.email);
  const name = line(120).parse(input.name);
  const id = newId("user");
  const passwordHash = await signInGuard(env, email).hash(input.password);
  try {
    await new ScopedDb(env, actor).commit({
      writes: [
        insertUser(env, {
          id,
          email,
          emailVerifiedAt: now,
          name,
          passwordHash,
          homeTenantId: input.grants[0].tenantId,
          createdAt: now,
          updatedAt: now,
        }),
        ...input.grants.map(({ tenantId, role }) => mustChange(insertGrant({ userId: id, tenantId, role }, now))),
      ],
      audit: { action: "user.created", entity: "user", entityId: id, after: { email, name, grants: input.grants } },
      otherwise: new TrellisError("not_found"),
    });
  } catch (error) {
    if (isTaken(error, "users.email")) throw new TrellisError("conflict", { field: "email" });
    throw error;
  }
  return { id };
}
