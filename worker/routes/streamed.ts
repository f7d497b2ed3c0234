import type { Context } from "hono";

/** An answer of server-sent events. */
export function streamed(c: Context, events: ReadableStream<Uint8Array>): Response {
  return c.body(events, 200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    // A proxy in front must pass each word on as it comes.
    "x-accel-buffering": "no",
  });
}
