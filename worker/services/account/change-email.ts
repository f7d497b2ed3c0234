import type { ChangeEmail } from "../../../schema/contracts/users.ts";
import { TrellisError } from "../../../schema/errors.ts";
import type { Principal } from "../../middleware/principal.ts";
import { admitMail } from "../links/admit-mail.ts";
import type { Acting } from "./acting.ts";
import { confirmPassword } from "./confirm-password.ts";
import { ownUser } from "./own-user.ts";
import { sendVerification } from "./send-verification.ts";

/**
 * Asks for another address. It becomes the caller's when the link sent there is opened; until then nothing changes. Whether somebody has it
 * already is not told: that link then says so to whoever reads that mailbox. Throws `invalid`, `conflict` (the same address), `too_many`.
 */
export async function changeEmail(
  acting: Acting,
  principal: Principal,
  { email, currentPassword }: ChangeEmail,
): Promise<void> {
  const user = await ownUser(acting.env, principal);
  await confirmPassword(acting, user, currentPassword);
  if (email === user.email)
    throw new TrellisError("conflict", { field: "email", message: "This is your address already." });
  await admitMail(acting.env, { to: email, ip: acting.ip });
  await sendVerification(acting, principal, user, email);
}
