import { TrellisError } from "../../schema/errors.ts";
import type { ReachedTenant } from "../directory/tenants.ts";
import type { Caller } from "./principal.ts";

/**
 * Where an agency asks for more than a password, a person acts on it and on its clients only in a session that has shown more; whoever looks
 * through another's eyes is asked for their own. A key is no person. Throws `second_factor_required`.
 */
export function requireSecondFactor(caller: Caller, tenant: Pick<ReachedTenant, "secondFactorRequired">): void {
  const person = caller.kind === "impersonator" ? caller.person : caller;
  if (!tenant.secondFactorRequired || person.kind === "key" || person.secondFactorAt !== null) return;
  throw new TrellisError("second_factor_required", {
    message: "This account asks for more than a password: a passkey, or an authenticator app.",
  });
}
