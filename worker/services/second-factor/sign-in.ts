import type { LoginCode } from "../../../schema/contracts/second-factor.ts";
import type { LoginResponse } from "../../../schema/contracts/users.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { mustChange } from "../../db/scoped.ts";
import { saidByProvider } from "../../directory/provider-links.ts";
import { authenticatorOf } from "../../directory/second-factors.ts";
import { stillHasPassword } from "../../directory/users.ts";
import type { Env } from "../../env.ts";
import { startSession } from "../sessions/start.ts";
import { readChallenge } from "./challenge.ts";
import { spendCode } from "./spend-code.ts";

export interface SecondStep extends LoginCode {
  ip: string | null;
  userAgent: string | null;
  hostTenantId: string | null;
  requestId: string;
  /** ms since the epoch */
  now: number;
}

/**
 * The second step of signing in. The code is spent in the batch that opens the session, and only while the password is the one the first step
 * was right about. Throws `challenge_over`, `wrong_code`, `too_many`.
 */
export async function signInByCode(
  env: Env,
  { challenge, code, ip, userAgent, hostTenantId, requestId, now }: SecondStep,
): Promise<LoginResponse> {
  const { user, via } = await readChallenge(env, challenge, now);
  const authenticator = await authenticatorOf(env, user.id);
  if (!authenticator?.confirmedAt) throw new TrellisError("challenge_over");
  return spendCode({ env, authenticator, code, ip, now }, (spent) =>
    startSession(env, {
      user,
      ip,
      userAgent,
      hostTenantId,
      requestId,
      now,
      proofs: [
        spent,
        mustChange(stillHasPassword(env, user)),
        ...(via === undefined ? [] : saidByProvider(via, user.id, now)),
      ],
      otherwise: new TrellisError("wrong_code"),
      secondFactor: true,
      ...(via === undefined ? {} : { providerTenantId: via.tenantId }),
    }),
  );
}
