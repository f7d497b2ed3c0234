import type { Passkey } from "../../../schema/contracts/passkeys.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { mustChange, ScopedDb } from "../../db/scoped.ts";
import { ownPasskey, renamePasskey } from "../../directory/passkeys.ts";
import type { Principal } from "../../middleware/principal.ts";
import type { Acting } from "../account/acting.ts";
import { actorAtHome } from "../sessions/actor-at-home.ts";
import { passkeyDocument } from "./document.ts";

/** Gives one of the caller's passkeys another name. Throws `not_found`. */
export async function renameOwnPasskey(
  { env, pageOrigin, requestId }: Acting,
  principal: Principal,
  { id, name }: { id: string; name: string },
): Promise<Passkey> {
  const { userId } = principal;
  const found = await ownPasskey(env, { id, userId });
  if (found === undefined) throw new TrellisError("not_found");
  await new ScopedDb(env, actorAtHome(principal, requestId)).commit({
    writes: [mustChange(renamePasskey(env, { id, userId }, name))],
    audit: {
      action: "user.passkey_renamed",
      entity: "user",
      entityId: userId,
      before: { id, name: found.name },
      after: { id, name },
    },
    otherwise: new TrellisError("not_found"),
  });
  return passkeyDocument({ ...found, name }, new URL(pageOrigin).hostname);
}
