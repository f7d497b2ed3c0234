import { isTrellisError } from "../../../schema/errors.ts";
import { ensurePlatform } from "../tenants/ensure-platform.ts";
import { userByEmail } from "../../directory/users.ts";
import type { Env } from "../../env.ts";
import { createUser } from "./create.ts";

/**
 * Makes the platform and, from TRELLIS_ADMIN_EMAIL and TRELLIS_ADMIN_PASSWORD, its first admin. Does nothing where both exist: a password
 * changed since is never set back.
 */
export async function ensureFirstAdmin(env: Env, now: number): Promise<void> {
  const platformId = await ensurePlatform(env, now);
  const email = env.TRELLIS_ADMIN_EMAIL?.trim().toLowerCase();
  const password = env.TRELLIS_ADMIN_PASSWORD;
  if (!email || !password || (await userByEmail(env, email)) !== undefined) return;
  try {
    const actor = { kind: "system", tenantId: platformId, via: "control-plane" } as const;
    await createUser(
      env,
      actor,
      { email, name: "Platform admin", password, grants: [{ tenantId: platformId, role: "platform_admin" }] },
      now,
    );
  } catch (error) {
    // Another start made the same person meanwhile.
    if (!(isTrellisError(error) && error.code === "conflict")) throw error;
  }
}
