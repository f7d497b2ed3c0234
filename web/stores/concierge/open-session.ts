import { createSignal, onCleanup } from "solid-js";
import { type LiveConciergeOptions, connectConcierge } from "../../realtime/live-concierge.ts";
import type { LiveStatus } from "../../realtime/kept-socket.ts";
import { ApiError } from "../../rest/client.ts";
import { getSession } from "../../rest/concierge.ts";
import { applyFrame, type Transcript, transcriptOf } from "./transcript.ts";

/** A session as this device follows it. */
export interface OpenSession {
  readonly tenant: string;
  readonly id: string;
  /** Undefined until it is read. */
  transcript(): Transcript | undefined;
  /** Why it cannot be shown; nothing while there is something to show. */
  error(): unknown;
  status(): LiveStatus;
  /** Reads it anew, or tries the line again. */
  retry(): void;
}

/** A session that cannot be read is asked for again after so long, while somebody looks at it. */
const AGAIN_MS = 3_000;

/** Reads a session and follows it until the component that called this is gone. `socketClass` stands in for the browser's WebSocket in tests. */
export function openSession(tenant: string, id: string, socketClass?: unknown): OpenSession {
  const [transcript, setTranscript] = createSignal<Transcript>();
  const [error, setError] = createSignal<unknown>();
  const [status, setStatus] = createSignal<LiveStatus>("connecting");
  let line: ReturnType<typeof connectConcierge> | undefined;
  let reading: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const hear: LiveConciergeOptions["onFrame"] = (frame) => {
    const now = transcript();
    // What still arrives on a line that was given up is in what is read meanwhile.
    if (now === undefined || reading !== undefined) return;
    const next = applyFrame(now, frame);
    if (next === undefined) return void read();
    setTranscript(next);
  };

  const read = async (): Promise<void> => {
    clearTimeout(timer);
    reading?.abort();
    const asked = (reading = new AbortController());
    try {
      const session = await getSession(id, tenant, asked.signal);
      if (closed || reading !== asked) return;
      const { devices } = transcript() ?? { devices: [] };
      setTranscript({ ...transcriptOf(session), devices });
      setError(undefined);
      reading = undefined;
      if (line) line.reconnect();
      else {
        line = connectConcierge({
          tenant,
          session: id,
          since: () => transcript()?.seq ?? 0,
          onFrame: hear,
          onStatus: setStatus,
          ...(socketClass === undefined ? {} : { socketClass }),
        });
      }
    } catch (failure) {
      if (closed || reading !== asked) return;
      reading = undefined;
      setError(() => failure);
      // What is on the screen goes on by itself; what was refused stays so.
      const refused = failure instanceof ApiError && failure.status >= 400 && failure.status < 500;
      if (!refused) timer = setTimeout(() => void read(), AGAIN_MS);
    }
  };
  void read();

  onCleanup(() => {
    closed = true;
    clearTimeout(timer);
    reading?.abort();
    line?.close();
  });

  return {
    tenant,
    id,
    transcript,
    error: () => (transcript() === undefined ? error() : undefined),
    status,
    retry: () => (transcript() === undefined ? void read() : line?.reconnect()),
  };
}
