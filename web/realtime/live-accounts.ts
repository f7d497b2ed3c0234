import ReconnectingWebSocket from "partysocket/ws";
import type { AccountsChanged, AccountsDown } from "../../schema/realtime/accounts.ts";
import type { CLOSE_CODES } from "../../schema/realtime/down.ts";
import type { PING } from "../../schema/realtime/up.ts";

export interface LiveAccountsOptions {
  /** Whom the socket speaks of: all below, or these. Told again after each reconnect: what is on the screen is read anew then. */
  onHello: (covers: "all" | readonly string[], again: boolean) => void;
  onChange: (changed: AccountsChanged) => void;
  /** A deployment of the agency has moved on. */
  onDeployment?: (id: string) => void;
}

const PING_FRAME: typeof PING = "ping";
/** A connection of which nothing is heard keeps its place in proxies by this. */
const PING_EVERY_MS = 50_000;
const SESSION_ENDED: (typeof CLOSE_CODES)["sessionEnded"] = 4401;
const FORBIDDEN: (typeof CLOSE_CODES)["forbidden"] = 4403;

/** Listens to the accounts around one of the person's own until `close`. Nothing is replayed. */
export function connectLiveAccounts(
  tenant: string,
  { onHello, onChange, onDeployment }: LiveAccountsOptions,
): { close(): void } {
  const url = new URL(`/api/accounts/live?${new URLSearchParams({ tenant })}`, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const socket = new ReconnectingWebSocket(url.href, undefined, {
    minReconnectionDelay: 1_000,
    maxReconnectionDelay: 30_000,
    maxEnqueuedMessages: 0,
    shouldReconnectOnClose: (event) => event.code !== SESSION_ENDED && event.code !== FORBIDDEN,
  });
  let greeted = false;
  socket.addEventListener("message", ({ data }) => {
    const message = read(data);
    if (message?.type === "hello") {
      onHello(message.covers, greeted);
      greeted = true;
    }
    if (message?.type === "accounts") onChange(message);
    if (message?.type === "deployment") onDeployment?.(message.id);
  });
  const pings = setInterval(() => {
    if (socket.readyState === socket.OPEN) socket.send(PING_FRAME);
  }, PING_EVERY_MS);
  return {
    close() {
      clearInterval(pings);
      socket.close();
    },
  };
}

/** A message of the contract, or undefined for anything else (`pong`, a later version's). */
function read(data: unknown): AccountsDown | undefined {
  if (typeof data !== "string" || !data.startsWith("{")) return undefined;
  const message = JSON.parse(data) as { type?: unknown };
  return KNOWN.has(message.type) ? (message as AccountsDown) : undefined;
}
const KNOWN: ReadonlySet<unknown> = new Set<AccountsDown["type"]>(["hello", "accounts", "deployment"]);
