/** One event of a `text/event-stream`: its name ("message" where none was given) and its lines of data joined. */
export interface StreamEvent {
  event: string;
  data: string;
}

/**
 * Reads the events of a stream as they come, however the network cut it: inside a character, a line or a pair of line ends. Comments and
 * fields nobody uses here are skipped, and an event the stream ended in the middle of is not one.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export async function* readEventStream(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let event = "";
  let data: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += decoder.decode(value, { stream: !done });
      const lines = rest.split(LINE_END);
      // A carriage return at the very end may be half of a pair: it waits for what follows.
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line === "") {
          if (data.length > 0) yield { event: event || "message", data: data.join("\n") };
          event = "";
          data = [];
          continue;
        }
        const [, name, text = ""] = FIELD.exec(line) ?? [];
        if (name === "event") event = text;
        else if (name === "data") data.push(text);
      }
      if (done) return;
    }
  } finally {
    // Whoever stopped listening stops the sender too.
    await reader.cancel().catch(() => undefined);
  }
}

const LINE_END = /\r\n|\n|\r(?!$)/;
const FIELD = /^([^:]+)(?:: ?(.*))?$/s;
