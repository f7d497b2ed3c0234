import { connect, type Socket } from "node:net";

export interface Answer {
  status: number;
  body: Buffer;
}

/**
 * One keep-alive connection with one request under way: the least a client can do, so that what is measured is the server. Understands
 * content-length and chunked answers, nothing more.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #host: string;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;

  constructor(url: URL) {
    this.#host = url.host;
    this.#socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    this.#socket.on("data", (chunk) => {
      this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
      this.#settle();
    });
    this.#socket.on("error", (error) => this.#waiting?.reject(error));
    this.#socket.on("close", () => this.#waiting?.reject(new Error("the connection was closed")));
  }

  request(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
    const payload = body === undefined ? "" : body;
    const lines = [
      `${method} ${path} HTTP/1.1`,
      `host: ${this.#host}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ];
    if (body !== undefined)
      lines.push("content-type: application/json", `content-length: ${Buffer.byteLength(payload)}`);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(`${lines.join("\r\n")}\r\n\r\n${payload}`);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #settle(): void {
    const headEnd = this.#received.indexOf("\r\n\r\n");
    if (headEnd < 0) return;
    const head = this.#received.subarray(0, headEnd).toString("latin1");
    const read = readBody(head, this.#received.subarray(headEnd + 4));
    if (read === undefined) return;
    this.#received = this.#received.subarray(headEnd + 4 + read.consumed);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), body: read.body });
  }
}

function readBody(head: string, rest: Buffer): { body: Buffer; consumed: number } | undefined {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined)
    return rest.length < Number(length)
      ? undefined
      : { body: rest.subarray(0, Number(length)), consumed: Number(length) };
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return { body: Buffer.alloc(0), consumed: 0 };
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = rest.indexOf("\r\n", at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(rest.toString("latin1", at, lineEnd), 16);
    const next = lineEnd + 2 + size + 2;
    if (rest.length < next) return undefined;
    if (size === 0) return { body: Buffer.concat(parts), consumed: next };
    parts.push(rest.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = next;
  }
}
