import type { VerifiedSignUp, VerifySignUp } from "../../../schema/contracts/sign-ups.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { trySignUpCode } from "../../directory/sign-ups.ts";
import type { Acting } from "../account/acting.ts";
import { hashKey } from "../keys/hash-key.ts";
import { hashSignUpCode } from "./code.ts";

/** Takes the address of somebody who began as proved. Throws `wrong_code` (code), `link_over` after too many codes or when their time is over. */
export async function verifySignUp(
  { env, now }: Pick<Acting, "env" | "now">,
  { signUp, code }: VerifySignUp,
): Promise<Omit<VerifiedSignUp, "message">> {
  const tried = await trySignUpCode(env, {
    tokenHash: await hashKey(signUp),
    codeHash: await hashSignUpCode(signUp, code),
    now,
  });
  if (tried === undefined) throw signUpOver();
  if (!tried.isRight)
    throw new TrellisError("wrong_code", {
      field: "code",
      message: "That is not the code. It is in the newest mail to this address.",
    });
  return { email: tried.email, expiresAt: new Date(tried.expiresAt).toISOString() };
}

/** Alike for what never began, has run out, was tried too often and is done. */
export function signUpOver(): TrellisError {
  return new TrellisError("link_over", {
    message:
      "This start is over: too many codes were tried, it took more than a day, or it is done. Begin again with your address.",
  });
}
