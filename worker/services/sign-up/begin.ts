import { signInGuard } from "../../../durable-objects/stubs.ts";
import type { BeginSignUp, BegunSignUp } from "../../../schema/contracts/sign-ups.ts";
import { ScopedDb } from "../../db/scoped.ts";
import { insertSignUp } from "../../directory/sign-ups.ts";
import { userByEmail } from "../../directory/users.ts";
import type { Letter } from "../../mail/letter.ts";
import { queueMail } from "../../mail/queue-mail.ts";
import type { Acting } from "../account/acting.ts";
import { admitMail } from "../links/admit-mail.ts";
import { newToken } from "../links/new-token.ts";
import { ensurePlatform } from "../tenants/ensure-platform.ts";
import { requirePassword } from "../users/password-rules.ts";
import { requireOpenSignUp } from "./admit.ts";
import { newSignUpCode } from "./code.ts";

/** Whoever began has this long to finish. */
export const SIGN_UP_MS = 24 * 60 * 60_000;

/**
 * Takes down who wants to start an agency and mails a code to their address. Where somebody has the address already they are told so by mail,
 * and the answer is the same. Throws `invalid` (password), `forbidden` where nobody may start by themselves, `too_many`.
 */
export async function beginSignUp(
  acting: Acting,
  { name, email, password }: BeginSignUp,
): Promise<Omit<BegunSignUp, "message">> {
  const { env, origin, ip, requestId, now } = acting;
  requireOpenSignUp(acting);
  requirePassword(password, { email, name });
  await admitMail(env, { to: email, ip });
  const passwordHash = await signInGuard(env, email).hash(password);
  const known = await userByEmail(env, email);
  const { token, hash } = await newToken();
  const code = await newSignUpCode(token);
  const tenantId = await ensurePlatform(env, now);
  const letter = known === undefined ? codeLetter(code.shown) : knownLetter(origin, email);
  const mail = await queueMail(env, { tenantId, to: email, letter }, now);
  const expiresAt = now + SIGN_UP_MS;
  await new ScopedDb(env, { kind: "anonymous", tenantId, requestId }).bookkeep([
    insertSignUp(env, {
      tokenHash: hash,
      email,
      name,
      passwordHash,
      codeHash: known === undefined ? code.hash : MATCHES_NOTHING,
      tries: 0,
      verifiedAt: null,
      createdAt: now,
      expiresAt,
    }),
    mail.write,
  ]);
  acting.waitUntil(mail.send());
  return { signUp: token, expiresAt: new Date(expiresAt).toISOString() };
}

/** No SHA-256 is empty. */
const MATCHES_NOTHING = "";

function codeLetter(shown: string): Letter {
  return {
    kind: "sign_up_code",
    subject: `${shown} is your code`,
    paragraphs: ["Enter this code where you began, to confirm that the address is yours:", shown],
    closing: "It works for a day. If you did not begin anything, you can ignore this mail: nothing was opened.",
  };
}

function knownLetter(origin: string, email: string): Letter {
  return {
    kind: "sign_up_known",
    subject: "You have an account already",
    paragraphs: [
      `Somebody, perhaps you, began to start an account with ${email}. You have one: sign in with it, or choose a new password there.`,
    ],
    act: { label: "Sign in", url: `${origin}/sign-in?${new URLSearchParams({ email })}` },
    closing: "If it was not you, there is nothing to do: nothing was changed.",
  };
}
