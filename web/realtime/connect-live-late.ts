import type { UpMessage } from "../../schema/realtime/up.ts";
import type { Live, LiveOptions } from "./live.ts";

/** A line that cannot even be begun is tried again after so long. */
const AGAIN_MS = 2_000;

/**
 * As `connectLive`, whose code loads beside the page instead of before it. Until it is there nothing was heard; the last `viewing` is told
 * then.
 */
export function connectLiveLate(options: LiveOptions): Live {
  let live: Live | undefined;
  let viewing: UpMessage | undefined;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const connect = async (): Promise<void> => {
    try {
      const { connectLive } = await import("./live.ts");
      if (closed) return;
      live = connectLive(options);
      if (viewing) live.send(viewing);
    } catch {
      options.onStatus(navigator.onLine ? "reconnecting" : "offline");
      timer = setTimeout(() => void connect(), AGAIN_MS);
    }
  };
  void connect();

  return {
    send(message) {
      if (message.type === "viewing") viewing = message;
      live?.send(message);
    },
    reconnect: () => live?.reconnect(),
    seq: () => live?.seq() ?? 0,
    close() {
      closed = true;
      clearTimeout(timer);
      live?.close();
    },
  };
}
