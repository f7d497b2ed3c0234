import { exports } from "cloudflare:workers";
import type { Caller } from "../../../world.test-kit.ts";

/** A person's open socket into an account. */
export interface OpenLive {
  /** The code it was closed with, undefined when it is still open after so many ms. */
  closed(withinMs: number): Promise<number | undefined>;
  close(): void;
}

export async function openLive({ token }: Pick<Caller, "token">, tenantId: string): Promise<OpenLive> {
  const response = await exports.default.fetch(
    new Request(`http://trellis.test/api/live?tenant=${tenantId}`, {
      headers: { upgrade: "websocket", authorization: `Bearer ${token}` },
    }),
  );
  const socket = response.webSocket;
  if (!socket) throw new Error(`no socket: ${response.status} ${await response.text()}`);
  const code = new Promise<number>((resolve) => socket.addEventListener("close", (event) => resolve(event.code)));
  socket.accept();
  return {
    closed: (ms) => Promise.race([code, scheduler.wait(ms).then(() => undefined)]),
    close: () => socket.close(),
  };
}
