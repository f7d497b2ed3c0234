import type { ProviderFetch } from "../module.ts";
import { publicAddressFault } from "../../schema/public-address.ts";
import { PRODUCT_NAME } from "../../schema/product-name.ts";
import { exchange, type ExchangeInit } from "./exchange.ts";
import { followMoves } from "./follow-moves.ts";
import { retryAfter, waitInWords } from "./retry-after.ts";
import type { Trouble } from "./trouble.ts";

/** Something answered, whatever it said; `text` is undefined where there was more than is read. */
export interface Reached {
  status: number;
  headers: Headers;
  text: string | undefined;
}

export interface ReachInit extends ExchangeInit {
  /** Whether it is followed to where it has moved. */
  moves?: boolean;
  /** Whether a token goes along that the address may refuse. */
  hasToken?: boolean;
}

/**
 * Asks at an address that a person gave, and says what stands in the way: that it is not public, that nobody is there, that it leads elsewhere,
 * wants to know who asks, or has a fault. A server that only does not take the method is there. Never throws. `what` begins a sentence: "Your
 * site".
 */
export async function reach(
  provider: ProviderFetch,
  address: string,
  what: string,
  { moves = false, hasToken = false, ...init }: ReachInit = {},
): Promise<Reached | Trouble> {
  const fault = publicAddressFault(address);
  if (fault !== undefined)
    return {
      cause: "configuration",
      reason: `${what} is at an address that ${PRODUCT_NAME} does not ask at: it ${fault}.`,
      fix: "Enter an address that begins with https:// and that anyone on the internet can reach.",
    };
  const headers = { "user-agent": PRODUCT_NAME, ...init.headers };
  const found = await exchange(moves ? followMoves(provider) : provider, address, { ...init, headers });
  if (found.kind === "silent")
    return {
      cause: "network",
      reason: found.timedOut ? `${what} did not answer in time.` : `${what} could not be reached.`,
      fix: "See whether the address is right and its server is running, then verify again.",
    };
  const text = found.kind === "answered" ? found.text : undefined;
  return troubleWith(found, what, { moves, hasToken }) ?? { status: found.status, headers: found.headers, text };
}

function troubleWith(
  { status, headers }: Pick<Reached, "status" | "headers">,
  what: string,
  { moves, hasToken }: Required<Pick<ReachInit, "moves" | "hasToken">>,
): Trouble | undefined {
  const answered = `${what} answered ${status}`;
  if (status >= 300 && status < 400)
    return {
      cause: "configuration",
      reason: moves
        ? `${answered}: it leads in circles, or to an address that ${PRODUCT_NAME} does not ask at.`
        : `${answered}: it leads to another address, and ${PRODUCT_NAME} follows none.`,
      fix: "Open the address in a browser and enter the one where you end up.",
    };
  if ((status === 401 || status === 403) && hasToken)
    return {
      cause: "credentials",
      reason: `${answered}: it does not take this token.`,
      fix: "Ask its owner for the token, and enter the whole of it.",
    };
  if (status === 401 || status === 403)
    return {
      cause: "configuration",
      reason: `${answered}: it wants to know who asks.`,
      fix: "Let the address be reached without signing in, or enter one that can be.",
    };
  if (status === 404 || status === 410)
    return {
      cause: "not_found",
      reason: `${answered}: nothing is there.`,
      fix: "Compare the address with its source.",
    };
  if (status === 429) {
    const seconds = retryAfter(headers);
    return {
      cause: "rate_limited",
      reason: `${answered}: it takes no more calls for the moment.`,
      fix: seconds === undefined ? "Wait a minute, then verify again." : waitInWords(seconds),
    };
  }
  if (status >= 500 && status !== NOT_IMPLEMENTED)
    return {
      cause: "provider_down",
      reason: `${answered}: its server has a fault.`,
      fix: "Look into that server, then verify again.",
    };
  return undefined;
}

const NOT_IMPLEMENTED = 501;
