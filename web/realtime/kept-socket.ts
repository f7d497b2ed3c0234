import ReconnectingWebSocket from "partysocket/ws";
import type { CLOSE_CODES } from "../../schema/realtime/down.ts";
import type { PING, PONG } from "../../schema/realtime/up.ts";

/** `ended`: the session is over, sign in. `forbidden`: this account is closed to us. Neither reconnects. */
export type LiveStatus = "connecting" | "live" | "reconnecting" | "offline" | "ended" | "forbidden";

export interface KeptSocketOptions {
  /** Asked for anew at each connection. */
  url: () => string;
  /** Whether something was heard since the start: then a lost line is one that reconnects, and not one that never came. */
  begun: () => boolean;
  onStatus: (status: LiveStatus) => void;
  onOpen?: () => void;
  /** Every frame but the answers to our own pings. */
  onFrame: (frame: unknown) => void;
  /** What one may do changed: the line comes back by itself. */
  onRights: () => void;
  /** Stands in for the browser's WebSocket in tests. */
  socketClass?: unknown;
}

export interface KeptSocket {
  /** Drops what cannot leave now. */
  send(frame: string): void;
  /** What was heard shows that the line is good. */
  isLive(): void;
  /** Back to the start of the line, as after rights that changed. */
  isLost(): void;
  reconnect(): void;
  close(): void;
}

const PING_FRAME: typeof PING = "ping";
const PONG_FRAME: typeof PONG = "pong";
const CLOSED: typeof CLOSE_CODES = {
  badMessage: 4400,
  sessionEnded: 4401,
  forbidden: 4403,
  rightsChanged: 4409,
};
const PING_EVERY_MS = 25_000;
const PONG_TIMEOUT_MS = 8_000;

/** A socket that stays: it reconnects, notices a dead line by ping and a laptop that woke, and stops when told to go. */
export function keepSocket(options: KeptSocketOptions): KeptSocket {
  let heardAt = Date.now();
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  let status: LiveStatus = "connecting";

  const setStatus = (next: LiveStatus): void => {
    if (status === next) return;
    status = next;
    options.onStatus(next);
  };
  const final = (): boolean => status === "ended" || status === "forbidden";

  const socket = new ReconnectingWebSocket(options.url, undefined, {
    minReconnectionDelay: 400 + jitterMs(),
    maxReconnectionDelay: 15_000,
    reconnectionDelayGrowFactor: 1.7,
    connectionTimeout: 10_000,
    maxEnqueuedMessages: 0,
    shouldReconnectOnClose: (event) => event.code !== CLOSED.sessionEnded && event.code !== CLOSED.forbidden,
    ...(options.socketClass === undefined ? {} : { WebSocket: options.socketClass }),
  });

  socket.addEventListener("open", () => {
    heardAt = Date.now();
    options.onOpen?.();
  });
  socket.addEventListener("close", (event) => {
    clearTimeout(pongTimer);
    if (final()) return;
    if (event.code === CLOSED.sessionEnded) setStatus("ended");
    else if (event.code === CLOSED.forbidden) setStatus("forbidden");
    else if (event.code === CLOSED.rightsChanged) options.onRights();
    else setStatus(offline() ? "offline" : options.begun() ? "reconnecting" : "connecting");
  });
  socket.addEventListener("message", (event) => {
    heardAt = Date.now();
    clearTimeout(pongTimer);
    if (event.data !== PONG_FRAME) options.onFrame(event.data);
  });

  function probe(timeoutMs: number): void {
    if (socket.readyState !== socket.OPEN) return;
    socket.send(PING_FRAME);
    clearTimeout(pongTimer);
    pongTimer = setTimeout(() => socket.reconnect(), timeoutMs);
  }

  const pings = setInterval(() => {
    if (Date.now() - heardAt >= PING_EVERY_MS - 1_000) probe(PONG_TIMEOUT_MS);
  }, PING_EVERY_MS);

  const onOffline = (): void => {
    if (!final()) setStatus("offline");
  };
  const onOnline = (): void => {
    if (final()) return;
    setStatus(options.begun() ? "reconnecting" : "connecting");
    socket.reconnect();
  };
  // A laptop that slept may hold a socket that died without a word.
  const onVisible = (): void => {
    if (globalThis.document?.visibilityState === "visible") probe(3_000);
  };
  globalThis.addEventListener?.("offline", onOffline);
  globalThis.addEventListener?.("online", onOnline);
  globalThis.document?.addEventListener("visibilitychange", onVisible);

  return {
    send(frame) {
      if (socket.readyState === socket.OPEN) socket.send(frame);
    },
    isLive: () => setStatus("live"),
    isLost: () => setStatus("reconnecting"),
    reconnect: () => socket.reconnect(),
    close() {
      clearInterval(pings);
      clearTimeout(pongTimer);
      globalThis.removeEventListener?.("offline", onOffline);
      globalThis.removeEventListener?.("online", onOnline);
      globalThis.document?.removeEventListener("visibilitychange", onVisible);
      socket.close();
    },
  };
}

function offline(): boolean {
  return globalThis.navigator?.onLine === false;
}

/** 0 to 510 ms: when a server comes back, not everyone knocks at once. */
function jitterMs(): number {
  return (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) * 2;
}
