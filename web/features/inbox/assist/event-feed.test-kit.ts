import { vi } from "vitest";
import type { AssistEvent } from "../../../../schema/contracts/assists.ts";

/** The account's side of one request for an assist, in the hands of a test. */
export interface EventFeed {
  body: Record<string, unknown>;
  says(event: AssistEvent): Promise<void>;
  /** Ends the answer, whole or not. */
  ends(): Promise<void>;
  /** The connection breaks. */
  breaks(): Promise<void>;
  /** Whether the page has closed the request. */
  closed(): boolean;
}

/** Puts a feed in the place of the network: `feeds` holds one for each request. `refuseWith` answers the next with an error instead. */
export function fakeFeeds() {
  const feeds: EventFeed[] = [];
  const bytes = new TextEncoder();
  let refusal: (() => Response) | undefined;
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    if (!url.endsWith("/assists")) return Promise.resolve(Response.json({ docs: [] }));
    if (refusal) {
      const answer = refusal();
      refusal = undefined;
      return Promise.resolve(answer);
    }
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({ start: (made) => void (controller = made) });
    init.signal?.addEventListener("abort", () => controller?.error(new DOMException("aborted", "AbortError")));
    const read = JSON.parse(String(init.body)) as Record<string, unknown>;
    feeds.push({
      body: read,
      says({ type, ...fields }) {
        controller?.enqueue(bytes.encode(`event: ${type}\ndata: ${JSON.stringify(fields)}\n\n`));
        return settled();
      },
      ends() {
        controller?.close();
        return settled();
      },
      breaks() {
        controller?.error(new TypeError("network error"));
        return settled();
      },
      closed: () => init.signal?.aborted ?? false,
    });
    return Promise.resolve(new Response(body, { headers: { "content-type": "text/event-stream" } }));
  });
  return {
    feeds,
    newest: (): EventFeed => {
      const newest = feeds.at(-1);
      if (!newest) throw new Error("Nothing was asked.");
      return newest;
    },
    refuseWith(status: number, code: string, message: string, headers: Record<string, string> = {}): void {
      refusal = () =>
        new Response(JSON.stringify({ errors: [{ message, code }], requestId: "req_7" }), {
          status,
          headers: { "content-type": "application/json", ...headers },
        });
    },
  };
}

/** Streams and the page's own turns take a few ticks. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
