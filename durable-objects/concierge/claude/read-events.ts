import type { ThinkEvent } from "../../../schema/concierge/host.ts";
import { within } from "../steps/within.ts";

/** How long a stream may say nothing, not even an empty line. */
const SILENCE_MS = 90_000;
/** A line that is longer is no event. */
const LINE_MAX_CHARACTERS = 2_000_000;

/**
 * The events of a turn, those that came together in one go. Ends with the stream, and with `stop`, which the other end hears of; throws when it
 * breaks, is silent, or holds what is no event.
 */
export async function* readEvents(stream: ReadableStream<Uint8Array>, stop: AbortSignal): AsyncGenerator<ThinkEvent[]> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  // Ends a read that waits.
  stop.addEventListener("abort", () => void reader.cancel().catch(() => undefined), { once: true });
  try {
    for (;;) {
      const { done, value } = await within(SILENCE_MS, reader.read());
      rest += decoder.decode(value, { stream: !done });
      if (rest.length > LINE_MAX_CHARACTERS) throw new Error("a line of the model's stream is too long");
      const lines = rest.split("\n");
      // What stands behind the last line's end is not whole: it comes with the next, or was cut.
      rest = lines.pop() ?? "";
      const events = lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line) as ThinkEvent);
      if (events.length > 0) yield events;
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
