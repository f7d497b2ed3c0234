import type { Passkey } from "../../../schema/contracts/passkeys.ts";
import { passkeysOf } from "../../directory/passkeys.ts";
import type { Principal } from "../../middleware/principal.ts";
import type { Acting } from "../account/acting.ts";
import { passkeyDocument } from "./document.ts";

/** The caller's passkeys, oldest first. */
export async function listPasskeys(
  { env, origin }: Pick<Acting, "env" | "origin">,
  { userId }: Pick<Principal, "userId">,
): Promise<Passkey[]> {
  const host = new URL(origin).hostname;
  return (await passkeysOf(env, userId)).map((row) => passkeyDocument(row, host));
}
