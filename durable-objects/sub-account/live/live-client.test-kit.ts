import type { Actor } from "../../../schema/actor.ts";
import { DownMessage } from "../../../schema/realtime/down.ts";
import type { TestAccount } from "../account.test-kit.ts";
import { ACTOR_HEADER, encodeActor } from "../../kit/actor-header.ts";

/** Opens a socket as the worker would: with the actor it vouches for, or with a ticket. */
export async function openSocket(
  account: TestAccount,
  by: Actor | { ticket: string },
  since?: number,
  onBody?: (body: string) => void,
): Promise<LiveClient> {
  const response = await upgrade(account, by, since);
  if (response.webSocket === null) throw new Error(`no socket: ${response.status}`);
  return new LiveClient(response.webSocket, onBody);
}

export function upgrade(account: TestAccount, by: Actor | { ticket: string }, since?: number): Promise<Response> {
  const url = new URL("https://account/live");
  if (since !== undefined) url.searchParams.set("since", String(since));
  if ("ticket" in by) url.searchParams.set("ticket", by.ticket);
  const headers = { upgrade: "websocket", ...("ticket" in by ? {} : { [ACTOR_HEADER]: encodeActor(by) }) };
  return account.stub.fetch(url, { headers });
}

/** A browser's end of a live socket: keeps what it heard. */
export class LiveClient {
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();
  /** Every text that came, as it came. */
  readonly bodies: string[] = [];
  closedWith: number | undefined;
  /** Resolves when the socket has closed or failed. */
  readonly ended: Promise<void>;

  constructor(socket: WebSocket, onBody: (body: string) => void = () => undefined) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      this.bodies.push(String(data));
      onBody(String(data));
      this.#stir();
    });
    this.ended = new Promise((resolve) => {
      const end = (code: number): void => {
        this.closedWith ??= code;
        resolve();
        this.#stir();
      };
      socket.addEventListener("close", ({ code }) => end(code));
      socket.addEventListener("error", () => end(1006));
    });
    socket.accept();
  }

  get heard(): DownMessage[] {
    return this.bodies.filter((body) => body !== "pong").map((body) => DownMessage.parse(JSON.parse(body)));
  }

  /** Sequence numbers of the changes heard, in order of arrival. */
  get seqs(): number[] {
    return this.heard.flatMap((message) => (message.type === "change" ? message.seq : []));
  }

  get presence() {
    return this.heard.findLast((message) => message.type === "presence")?.members;
  }

  send(message: unknown): void {
    this.#socket.send(
      typeof message === "string" || message instanceof ArrayBuffer ? message : JSON.stringify(message),
    );
  }

  close(): void {
    this.#socket.close(1000, "done");
  }

  /** Waits until `holds`; throws after 5 s, saying what was heard. */
  async until(holds: () => boolean): Promise<void> {
    const deadline = Date.now() + 5_000;
    while (!holds()) {
      if (Date.now() > deadline)
        throw new Error(`waited in vain; closed with ${this.closedWith}, heard ${this.bodies.slice(-5).join("\n")}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 50);
        this.#waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  #stir(): void {
    for (const go of this.#waiting) go();
    this.#waiting.clear();
  }
}
