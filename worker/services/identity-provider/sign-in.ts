import type { LoginResponse } from "../../../schema/contracts/users.ts";
import type { UserRow } from "../../../schema/control-plane/index.ts";
import { TrellisError } from "../../../schema/errors.ts";
import { reasonOf } from "../../../schema/reason-of.ts";
import { personByLink, saidByProvider } from "../../directory/provider-links.ts";
import { authenticatorOf } from "../../directory/second-factors.ts";
import { spendTicketNow } from "../../directory/spent-tickets.ts";
import { userByEmail } from "../../directory/users.ts";
import type { Acting } from "../account/acting.ts";
import { writeTo } from "../account/write-to.ts";
import { signChallenge } from "../second-factor/challenge.ts";
import { startSession } from "../sessions/start.ts";
import { readTicket } from "../tickets/signed-ticket.ts";
import { askWho, type Named } from "./ask-who.ts";
import { type Offered, offeredById } from "./offered.ts";

/** What a browser comes back from a provider with. */
export interface CameBack {
  /** Which this very browser was given when it left. */
  ticket: string | undefined;
  /** The agency whose address it came back to. */
  agency: string;
  /** The address it came back to, after the question mark. */
  query: string;
  userAgent: string | null;
}

/**
 * Signs in whom an agency's own provider names: who came by that account before, else whoever has the address that both sides know to be proved.
 * Only people whose every role is the agency's or one of its clients', for a session that reaches nothing else; a code is asked for where one
 * is set up. The ticket is spent before anything is asked. Throws `challenge_over`, `provider_refused`, `mfa_required`.
 */
export async function signInByProvider(acting: Acting, cameBack: CameBack): Promise<LoginResponse> {
  const { env, now } = acting;
  const { ticket: given = "", query } = cameBack;
  const ticket = await readTicket(env, "provider-sign-in", given, now);
  const { agency = "", nonce = "", verifier = "" } = ticket?.claims ?? {};
  if (ticket === undefined || !(await spendTicketNow(env, ticket)))
    throw new TrellisError("challenge_over", { message: "That took too long, or was done already. Begin again." });
  // It left for another: what came back is not that one's to redeem.
  if (cameBack.agency !== agency) throw new TrellisError("provider_refused");
  const offered = await offeredById(env, agency).catch(() => {
    throw new TrellisError("provider_refused");
  });
  const asked = { state: ticket.id, nonce, verifier };
  const named = await askWho(env, { origin: acting.pageOrigin, provider: offered.provider, query, asked }).catch(
    (error: unknown) => {
      report(acting, offered, error);
      throw refused(offered, "did not sign you in. Try again, or use your password.");
    },
  );
  return enter(acting, { offered, named, userAgent: cameBack.userAgent });
}

async function enter(
  acting: Acting,
  { offered, named, userAgent }: { offered: Offered; named: Named; userAgent: string | null },
): Promise<LoginResponse> {
  const { env, hostTenantId, ip, now, requestId } = acting;
  const { id: tenantId } = offered.agency;
  const link = { tenantId, subject: named.subject };
  const known = await personByLink(env, link);
  const user = known ?? (await byAddress(acting, offered, named));
  const authenticator = await authenticatorOf(env, user.id);
  if (authenticator?.confirmedAt)
    throw new TrellisError("mfa_required", { challenge: await signChallenge(env, user, now, link) });
  const mail = known === undefined ? await linkMail(acting, user, offered) : undefined;
  const entered = await startSession(env, {
    user,
    ip,
    userAgent,
    hostTenantId,
    requestId,
    now,
    proofs: saidByProvider(link, user.id, now),
    otherwise: refused(offered, "does not sign in for this person here. Use your password."),
    secondFactor: named.secondFactor,
    providerTenantId: tenantId,
    also: mail === undefined ? [] : [mail.write],
  });
  if (mail !== undefined) acting.waitUntil(mail.send());
  return entered;
}

/** Throws `provider_refused` unless both sides know the address to be the person's. */
async function byAddress({ env }: Acting, offered: Offered, { verifiedEmail }: Named): Promise<UserRow> {
  if (verifiedEmail === undefined)
    throw refused(offered, "does not say that your e-mail address is proved. Use your password.");
  const user = await userByEmail(env, verifiedEmail);
  if (user === undefined || user.emailVerifiedAt === null)
    throw refused(offered, `says you are ${verifiedEmail}. Nobody with that proved address works here.`);
  return user;
}

function linkMail(acting: Acting, user: UserRow, { agency, provider }: Offered) {
  return writeTo(acting, user, {
    kind: "provider_linked",
    subject: `${provider.name} signs you in now`,
    paragraphs: [
      `${user.email} was signed in to by ${provider.name}, the sign-in of ${agency.name}, for the first time.`,
    ],
    closing: "If it was not you, choose a new password and tell an administrator of your account.",
  });
}

function refused({ provider }: Offered, what: string): TrellisError {
  return new TrellisError("provider_refused", { message: `${provider.name} ${what}` });
}

/** Why, for whoever runs the installation. oauth4webapi's words name what was wrong and quote no token. */
function report({ requestId }: Acting, { agency }: Offered, error: unknown): void {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  console.warn(
    JSON.stringify({
      level: "warn",
      event: "provider_refused",
      requestId,
      tenantId: agency.id,
      code,
      reason: reasonOf(error),
    }),
  );
}
