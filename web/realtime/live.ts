import type { Change, DownMessage, DraftChanged, Sight } from "../../schema/realtime/down.ts";
import type { UpMessage } from "../../schema/realtime/up.ts";
import { keepSocket, type LiveStatus } from "./kept-socket.ts";
import { parseDown } from "./parse-down.ts";
import { resume } from "./resume.ts";

export type { LiveStatus } from "./kept-socket.ts";
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

/** Opens the account's socket and keeps it: reconnects with `since`, notices a dead line by ping, stops when told to go. */
export function connectLive(options: LiveOptions): Live {
  let seq: number | null = null;
  let gapAt: number | null = null;
  let sight: Sight | undefined;
  let viewing: UpMessage | undefined;

  const socket = keepSocket({
    url: () => (seq === null ? options.url : `${options.url}&since=${seq}`),
    begun: () => seq !== null,
    onStatus: options.onStatus,
    onOpen: () => viewing && socket.send(JSON.stringify(viewing)),
    onFrame(frame) {
      const message = parseDown(frame);
      if (message) hear(message);
    },
    onRights: startAnew,
    ...(options.socketClass === undefined ? {} : { socketClass: options.socketClass }),
  });

  /** Nothing that was heard so far counts: of other rights, it may be too much or too little. */
  function startAnew(): void {
    seq = gapAt = null;
    socket.isLost();
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
    if (message.type === "hello") socket.isLive();
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
    socket.isLive();
    options.onRights();
    options.onReload();
  }

  function applyAll({ also = [], ...head }: Change): void {
    options.onChange(head);
    for (const one of also) options.onChange({ type: "change", seq: head.seq, ...one });
  }

  return {
    send(message) {
      if (message.type === "viewing") viewing = message;
      socket.send(JSON.stringify(message));
    },
    reconnect: () => socket.reconnect(),
    seq: () => seq ?? 0,
    close: () => socket.close(),
  };
}

function isNumbered(message: DownMessage): message is Extract<DownMessage, { type: "change" | "passed" }> {
  return message.type === "change" || message.type === "passed";
}
