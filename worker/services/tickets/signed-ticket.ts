import { jwtVerify, SignJWT } from "jose";
import { nanoid } from "nanoid";
import type { Env } from "../../env.ts";
import { sessionKey } from "../../middleware/session-token.ts";

/** What a ticket is for. One for a purpose is none for another. */
export type TicketPurpose =
  | "second-step"
  | "new-passkey"
  | "passkey-sign-in"
  | "provider-sign-in"
  | "sandbox-code"
  | "join";

/** What a ticket said, and what spends it. */
export interface Ticket {
  /** Nobody can guess it, and no other ticket has it. */
  id: string;
  /** Seconds since the epoch. */
  exp: number;
  claims: Readonly<Record<string, string>>;
}

/** How long somebody has for the step a ticket leads to, unless told. */
const TICKET_SECONDS = 5 * 60;

/** Signs what one step of signing in tells the next, by way of the browser, which can read it and not change it. It opens nothing by itself. */
export async function signTicket(
  env: Env,
  purpose: TicketPurpose,
  claims: Readonly<Record<string, string>>,
  now: number,
  seconds = TICKET_SECONDS,
): Promise<{ id: string; ticket: string }> {
  const id = nanoid(40);
  const issued = Math.floor(now / 1000);
  const ticket = await new SignJWT({ claims })
    .setProtectedHeader({ alg: "HS256", typ: `${purpose}+jwt` })
    .setAudience(`trellis-${purpose}`)
    .setJti(id)
    .setIssuedAt(issued)
    .setExpirationTime(issued + seconds)
    .sign(sessionKey(env));
  return { id, ticket };
}

/** What a ticket for this purpose says, or undefined where it is none of ours, for something else, or its time is over. */
export async function readTicket(
  env: Env,
  purpose: TicketPurpose,
  ticket: string,
  now: number,
): Promise<Ticket | undefined> {
  try {
    const { payload } = await jwtVerify<{ claims: Record<string, string> }>(ticket, sessionKey(env), {
      algorithms: ["HS256"],
      typ: `${purpose}+jwt`,
      audience: `trellis-${purpose}`,
      currentDate: new Date(now),
      requiredClaims: ["exp", "jti", "claims"],
    });
    return { id: payload.jti ?? "", exp: payload.exp ?? 0, claims: payload.claims };
  } catch {
    return undefined;
  }
}
