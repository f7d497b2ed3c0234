import { TrellisError } from "../../../schema/errors.ts";
import { addressAwaited } from "../../directory/mailed-links.ts";
import type { Principal } from "../../middleware/principal.ts";
import { admitMail } from "../links/admit-mail.ts";
import type { Acting } from "./acting.ts";
import { ownUser } from "./own-user.ts";
import { sendVerification } from "./send-verification.ts";

/** Mails the caller's link once more: for the address they want, else for the one they have. Throws `conflict` when all is proved, `too_many`. */
export async function askVerification(acting: Acting, principal: Principal): Promise<void> {
  const user = await ownUser(acting.env, principal);
  const email = (await addressAwaited(acting.env, user, acting.now)) ?? user.email;
  if (email === user.email && user.emailVerifiedAt !== null)
    throw new TrellisError("conflict", { message: "Your address is confirmed already." });
  await admitMail(acting.env, { to: email, ip: acting.ip });
  await sendVerification(acting, principal, user, email);
}
