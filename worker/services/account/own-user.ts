import type { UserRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { userById } from "../../directory/users.ts";
import type { Env } from "../../env.ts";
import type { Principal } from "../../middleware/principal.ts";

/** The caller's own row. */
export async function ownUser(env: Env, { userId }: Pick<Principal, "userId">): Promise<UserRow> {
  const user = await userById(env, userId);
  if (user === undefined) throw new TrellisError("unauthenticated");
  return user;
}
