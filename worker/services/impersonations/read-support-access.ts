import type { SupportAccess } from "../../../schema/contracts/impersonations.ts";
import { type Consent, readConsent } from "../../db/consent.ts";
import type { Ctx } from "../ctx.ts";
import { isOwnAdministrator } from "./is-own-administrator.ts";

/** What the account has decided about people viewing as its own, and whether the caller is one of those who decide it. */
export async function readSupportAccess(ctx: Ctx): Promise<SupportAccess> {
  const [decided, mayDecide] = await Promise.all([readConsent(ctx.db), isOwnAdministrator(ctx)]);
  return supportAccessDocument(decided, mayDecide, ctx.now);
}

/** `now` in ms: a time that is over is none. */
export function supportAccessDocument(decided: Consent, mayDecide: boolean, now: number): SupportAccess {
  const until = decided.impersonationUntil;
  return {
    impersonation: decided.impersonation,
    until: until !== null && until > now ? new Date(until).toISOString() : null,
    mayDecide,
  };
}
