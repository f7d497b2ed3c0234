import type { Passkey } from "../../../schema/contracts/passkeys.ts";
import { passkeysOf } from "../../directory/passkeys.ts";
import type { Principal } from "../../middleware/principal.ts";
import type { Acting } from "../account/acting.ts";
import { passkeyDocument } from "./document.ts";

/** The caller's passkeys, oldest first. */
export async function listPasskeys(
  { env, pageOrigin }: Pick<Acting, "env" | "pageOrigin">,
  { userId }: Pick<Principal, "userId">,
): Promise<Passkey[]> {
  const host = new URL(pageOrigin).hostname;
  return (await passkeysOf(env, userId)).map((row) => passkeyDocument(row, host));
}
