import ReconnectingWebSocket from "partysocket/ws";
import type { CLOSE_CODES, Change, DownMessage, DraftChanged, Sight } from "../../schema/realtime/down.ts";
import type { PING, PONG, UpMessage } from "../../schema/realtime/up.ts";
import { parseDown } from "./parse-down.ts";
import { resume } from "./resume.ts";

/** `ended`: the session is over, sign in. `forbidden`: this account is closed to us. Neither reconnects. */
export type LiveStatus = "connecting" | "live" | "reconnecting" | "offline" | "ended" | "forbidden";
export type PresenceMember = Extract<DownMessage, { type: "presence" }>["members"][number];

export interface LiveOptions {
  /** Address of the socket without `since`, for example `wss://host/api/live?tenant=ten_1`. */
  url: string;
  onStatus: (status: LiveStatus) => void;
  /** The first hello: documents read from now on are at least this new. */
  onBegin: () => void;
  /** Every change once, in order, and after it what it brought along under the same number. */
  onChange: (change: Change) => void;
  onPresence: (members: PresenceMember[]) => void;
  /** What this person writes on another screen. */
  onDraft: (told: DraftChanged) => void;
  /** Changes were lost for good, or what may be seen here is another: read everything anew. */
  onReload: () => void;
  /** What this person may do here has changed. The connection goes on by itself, from the start. */
  onRights: () => void;
  /** Stands in for the browser's WebSocket in tests. */
  socketClass?: unknown;
}

/** One account's connection. `send` drops what cannot leave now, except that the last `viewing` is told again after a reconnect. */
export interface Live {
  send(message: UpMessage): void;
  /** Tries at once, for a person who pressed "Try now". */
  reconnect(): void;
  /** The last change applied: documents answered to a request begun now are at least this new. 0 before the first hello. */
  seq(): number;
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

/** Opens the account's socket and keeps it: reconnects with `since`, notices a dead line by ping, stops when told to go. */
export function connectLive(options: LiveOptions): Live {
  let seq: number | null = null;
  let gapAt: number | null = null;
  let sight: Sight | undefined;
  let viewing: UpMessage | undefined;
  let heardAt = Date.now();
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  let status: LiveStatus = "connecting";

  const setStatus = (next: LiveStatus): void => {
    if (status === next) return;
    status = next;
    options.onStatus(next);
  };
  const final = (): boolean => status === "ended" || status === "forbidden";

  const socket = new ReconnectingWebSocket(
    () => (seq === null ? options.url : `${options.url}&since=${seq}`),
    undefined,
    {
      minReconnectionDelay: 400 + jitterMs(),
      maxReconnectionDelay: 15_000,
      reconnectionDelayGrowFactor: 1.7,
      connectionTimeout: 10_000,
      maxEnqueuedMessages: 0,
      shouldReconnectOnClose: (event) => event.code !== CLOSED.sessionEnded && event.code !== CLOSED.forbidden,
      ...(options.socketClass === undefined ? {} : { WebSocket: options.socketClass }),
    },
  );

  socket.addEventListener("open", () => {
    heardAt = Date.now();
    if (viewing) socket.send(JSON.stringify(viewing));
  });
  socket.addEventListener("close", (event) => {
    clearTimeout(pongTimer);
    if (final()) return;
    if (event.code === CLOSED.sessionEnded) setStatus("ended");
    else if (event.code === CLOSED.forbidden) setStatus("forbidden");
    else if (event.code === CLOSED.rightsChanged) startAnew();
    else setStatus(offline() ? "offline" : seq === null ? "connecting" : "reconnecting");
  });
  socket.addEventListener("message", (event) => {
    heardAt = Date.now();
    clearTimeout(pongTimer);
    if (event.data === PONG_FRAME) return;
    const message = parseDown(event.data);
    if (message) hear(message);
  });

  /** Nothing that was heard so far counts: of other rights, it may be too much or too little. */
  function startAnew(): void {
    seq = gapAt = null;
    setStatus("reconnecting");
    options.onRights();
  }

  function hear(message: DownMessage): void {
    if (message.type === "hello") {
      const changed = sight !== undefined && sight !== message.sight && seq !== null;
      sight = message.sight;
      if (changed) return otherSight(message.seq);
    }
    const step = resume(seq, message);
    // The same gap after asking again: that change no longer exists, so only reading anew can help.
    const lost = step.next === "reconnect" && isNumbered(message) && gapAt === message.seq;
    seq = lost ? message.seq : step.seq;
    if (message.type === "hello") setStatus("live");
    if (lost) return options.onReload();
    switch (step.next) {
      case "begin":
        return options.onBegin();
      case "apply":
        gapAt = null;
        return message.type === "change" ? applyAll(message) : undefined;
      case "reconnect":
        gapAt = isNumbered(message) ? message.seq : null;
        return socket.reconnect();
      case "reload":
        gapAt = null;
        return options.onReload();
      case "pass":
        if (message.type === "presence") options.onPresence(message.members);
        if (message.type === "draft") options.onDraft(message);
        return undefined;
      case "ignore":
        return undefined;
      default:
        return step.next satisfies never;
    }
  }

  /** Rights changed while the line was down: what is replayed now, the answers to come already hold. */
  function otherSight(at: number): void {
    seq = at;
    gapAt = null;
    setStatus("live");
    options.onRights();
    options.onReload();
  }

  function applyAll({ also = [], ...head }: Change): void {
    options.onChange(head);
    for (const one of also) options.onChange({ type: "change", seq: head.seq, ...one });
  }

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
    setStatus(seq === null ? "connecting" : "reconnecting");
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
    send(message) {
      if (message.type === "viewing") viewing = message;
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    },
    reconnect: () => socket.reconnect(),
    seq: () => seq ?? 0,
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

function isNumbered(message: DownMessage): message is Extract<DownMessage, { type: "change" | "passed" }> {
  return message.type === "change" || message.type === "passed";
}

function offline(): boolean {
  return globalThis.navigator?.onLine === false;
}

/** 0 to 510 ms: when a server comes back, not everyone knocks at once. */
function jitterMs(): number {
  return (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) * 2;
}
