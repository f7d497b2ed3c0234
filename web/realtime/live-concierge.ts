import type { ConciergeDown } from "../../schema/concierge/down.ts";
import { viewOf } from "../rest/view.ts";
import { keepSocket, type LiveStatus } from "./kept-socket.ts";

export interface LiveConciergeOptions {
  tenant: string;
  session: string;
  /** The newest change that is here: the line goes on after it. */
  since: () => number;
  onFrame: (frame: ConciergeDown) => void;
  onStatus: (status: LiveStatus) => void;
  /** Stands in for the browser's WebSocket in tests. */
  socketClass?: unknown;
}

/** Listens to a session until `close`. */
export function connectConcierge(options: LiveConciergeOptions): { reconnect(): void; close(): void } {
  let begun = false;
  const socket = keepSocket({
    url: () => addressOf(options),
    begun: () => begun,
    onStatus: options.onStatus,
    onFrame(data) {
      const frame = read(data);
      if (!frame) return;
      if (frame.type === "hello") {
        begun = true;
        socket.isLive();
      }
      options.onFrame(frame);
    },
    onRights: () => socket.isLost(),
    ...(options.socketClass === undefined ? {} : { socketClass: options.socketClass }),
  });
  return { reconnect: () => socket.reconnect(), close: () => socket.close() };
}

function addressOf({ tenant, session, since }: LiveConciergeOptions): string {
  const view = viewOf(tenant);
  const query = new URLSearchParams({ tenant, ...(view ? { as: view.id } : {}), since: String(since()) });
  const url = new URL(`/api/concierge/sessions/${session}/live?${query}`, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

/** A frame of the contract, or undefined for one of a later version. Only our own server speaks here: its form is not judged again. */
function read(data: unknown): ConciergeDown | undefined {
  if (typeof data !== "string" || !data.startsWith("{")) return undefined;
  const frame = JSON.parse(data) as { type?: unknown };
  return KNOWN.has(frame.type) ? (frame as ConciergeDown) : undefined;
}
const KNOWN: ReadonlySet<unknown> = new Set<ConciergeDown["type"]>(["hello", "put", "append", "state", "devices"]);
