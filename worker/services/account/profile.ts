import type { Profile, UpdateProfile } from "../../../schema/contracts/users.ts";
import { mustChange, ScopedDb } from "../../db/scoped.ts";
import { addressAwaited } from "../../directory/mailed-links.ts";
import { setName } from "../../directory/users.ts";
import type { Principal } from "../../middleware/principal.ts";
import { rememberedPrincipals } from "../../middleware/remembered-principals.ts";
import { actorAtHome } from "../sessions/actor-at-home.ts";
import type { Acting } from "./acting.ts";
import { ownUser } from "./own-user.ts";

/** The caller's own person. */
export async function profile(
  { env, now }: Pick<Acting, "env" | "now">,
  principal: Pick<Principal, "userId">,
): Promise<Profile> {
  const user = await ownUser(env, principal);
  return {
    name: user.name,
    email: user.email,
    emailVerified: user.emailVerifiedAt !== null,
    pendingEmail: (await addressAwaited(env, user, now)) ?? null,
  };
}

/** Changes the caller's name. */
export async function updateProfile(acting: Acting, principal: Principal, { name }: UpdateProfile): Promise<Profile> {
  const { env, now, requestId } = acting;
  const user = await ownUser(env, principal);
  if (name !== user.name) {
    await new ScopedDb(env, actorAtHome(principal, requestId)).commit({
      writes: [mustChange(setName(env, user.id, { name, updatedAt: now }))],
      audit: {
        action: "user.updated",
        entity: "user",
        entityId: user.id,
        before: { name: user.name },
        after: { name },
      },
    });
    rememberedPrincipals.clear();
  }
  return profile(acting, principal);
}
