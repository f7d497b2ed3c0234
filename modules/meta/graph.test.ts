import { expect, it } from "vitest";
import { GRAPH_ANSWER_MAX_BYTES, graphCall } from "./graph.ts";

it("reads an answer in pieces, whatever letters they cut", async () => {
  const bytes = new TextEncoder().encode(JSON.stringify({ name: "Zoë 🌿" }));
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  const answer = await graphCall(async () => new Response(body), "token", "/me");
  expect(answer).toEqual({ kind: "ok", body: { name: "Zoë 🌿" } });
});

it("takes an answer that is too long for none, and reads no more of it", async () => {
  let sent = 0;
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1024 * 1024;
      controller.enqueue(new Uint8Array(1024 * 1024).fill(0x20));
    },
    cancel() {
      isCancelled = true;
    },
  });
  const answer = await graphCall(async () => new Response(body), "token", "/me");
  expect(answer).toEqual({ kind: "silent", timedOut: false });
  expect(sent).toBeLessThan(GRAPH_ANSWER_MAX_BYTES + 4 * 1024 * 1024);
  expect(isCancelled).toBe(true);
});
