import { signInGuard } from "../../../durable-objects/stubs.ts";
import type { AuthenticatorRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { type MustChange, mustChange } from "../../db/scoped.ts";
import { spendRecoveryCode, spendStep } from "../../directory/second-factors.ts";
import type { Env } from "../../env.ts";
import { hashKey } from "../keys/hash-key.ts";
import { networkOf } from "../users/network-of.ts";
import { plainCode } from "./recovery-codes.ts";
import { stepOf } from "./secret.ts";

export interface CodeTry {
  env: Env;
  authenticator: AuthenticatorRow;
  code: string;
  ip: string | null;
  now: number;
}

/**
 * Tries a code of the app, or a recovery code. The try is counted before anything is looked at, apart from tries at the password. `act` gets
 * the write that spends the code, whose changing nothing must fail the act with `wrong_code`: so a code works once, however many bring it at
 * the same moment. Throws `too_many` and `wrong_code`.
 */
export async function spendCode<T>(
  { env, authenticator, code, ip, now }: CodeTry,
  act: (spent: MustChange, how: "app" | "recovery") => Promise<T>,
): Promise<T> {
  const { userId } = authenticator;
  const network = ip === null ? undefined : networkOf(ip);
  const guard = signInGuard(env, `code:${userId}`);
  const counted = await guard.count(network);
  if (counted.outcome === "too_many")
    throw new TrellisError("too_many", { retryAfterSeconds: counted.retryAfterSeconds });
  const plain = plainCode(code);
  const isApp = /^\d{6}$/.test(plain);
  const step = isApp ? await stepOf(env, authenticator, plain, now) : undefined;
  if (isApp && step === undefined) throw new TrellisError("wrong_code");
  const spent =
    step === undefined
      ? spendRecoveryCode(env, userId, await hashKey(plain), now)
      : spendStep(env, authenticator, step);
  const done = await act(mustChange(spent), isApp ? "app" : "recovery");
  await guard.succeed(network);
  return done;
}
