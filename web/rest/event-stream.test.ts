import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEventStream, type StreamEvent } from "./event-stream.ts";

/** A stream of these bytes, cut where told. */
function streamOf(bytes: Uint8Array, cuts: readonly number[] = []): ReadableStream<Uint8Array> {
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((a, b) => a - b);
  const pieces = [0, ...at].map((from, index) => bytes.slice(from, at[index] ?? bytes.length));
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}
async function read(text: string, cuts?: readonly number[]): Promise<StreamEvent[]> {
  const seen: StreamEvent[] = [];
  for await (const event of readEventStream(streamOf(new TextEncoder().encode(text), cuts))) seen.push(event);
  return seen;
}

describe("readEventStream", () => {
  it("reads names and data, and skips comments and other fields", async () => {
    expect(await read(': hello\n\nevent: start\ndata: {"id":1}\n\nid: 7\nretry: 10\ndata:bare\n\n')).toEqual([
      { event: "start", data: '{"id":1}' },
      { event: "message", data: "bare" },
    ]);
  });

  it("joins lines of data, keeps colons and takes away one space alone", async () => {
    expect(await read("data: one: two\ndata:  three\ndata\n\n")).toEqual([
      { event: "message", data: "one: two\n three\n" },
    ]);
  });

  it("gives nothing for an event the stream ended in, nor for a name without data", async () => {
    expect(await read("event: empty\n\ndata: whole\n\ndata: half\n")).toEqual([{ event: "message", data: "whole" }]);
  });

  it("reads the same however the bytes were cut and lines were ended", async () => {
    const text = 'event: delta\ndata: Olá 👋 — "quoted"\n\n: keep-alive\n\nevent: delta\ndata: Ärger\ndata: zwei\n\n';
    const whole = await read(text);
    expect(whole).toHaveLength(2);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.constantFrom("\n", "\r\n", "\r"),
        async (cuts, end) => {
          // A lone carriage return ends the last line only once something follows it.
          expect(await read(`${text.replaceAll("\n", end)}:${end}`, cuts)).toEqual(whole);
        },
      ),
    );
  });

  it("passes on what broke the stream after everything that came before", async () => {
    const seen: StreamEvent[] = [];
    let pulls = 0;
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (++pulls > 1) return controller.error(new TypeError("network error"));
        controller.enqueue(new TextEncoder().encode("data: first\n\n"));
      },
    });
    await expect(
      (async () => {
        for await (const event of readEventStream(broken)) seen.push(event);
      })(),
    ).rejects.toThrow("network error");
    expect(seen).toEqual([{ event: "message", data: "first" }]);
  });

  it("stops the sender when its reader stops", async () => {
    let stopped = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode("data: more\n\n")),
      cancel: () => void (stopped = true),
    });
    for await (const event of readEventStream(endless)) {
      expect(event.data).toBe("more");
      break;
    }
    expect(stopped).toBe(true);
  });
});
