/** How often an idle stream says that it is alive; it is also how a person who is gone is noticed. */
const KEEP_ALIVE_MS = 5_000;

/** How events are written, and what an idle stream says. */
export interface StreamForm {
  write(event: { type: string }): string;
  alive: string;
}
/** Server-sent events, each named by its `type`. */
export const SERVER_SENT: StreamForm = {
  write: (event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
  alive: ": alive\n\n",
};
/** A line of JSON each; an empty one says that it is alive. */
export const JSON_LINES: StreamForm = { write: (event) => `${JSON.stringify(event)}\n`, alive: "\n" };

/**
 * Events as a stream of bytes. `closed` is called as soon as the reader is gone; what `events` does is then up
 * to it, and it is read to its end all the same.
 */
export function eventStream<Event extends { type: string }>(
  events: AsyncIterable<Event>,
  closed: () => void,
  form: StreamForm = SERVER_SENT,
): { body: ReadableStream<Uint8Array>; finished: Promise<void> } {
  const encoder = new TextEncoder();
  let open = true;
  let finished: Promise<void> = Promise.resolve();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string): void => {
        if (open) controller.enqueue(encoder.encode(text));
      };
      const alive = setInterval(() => send(form.alive), KEEP_ALIVE_MS);
      finished = (async () => {
        try {
          for await (const event of events) send(form.write(event));
        } finally {
          clearInterval(alive);
          if (open) controller.close();
          open = false;
        }
      })();
    },
    cancel() {
      open = false;
      closed();
    },
  });
  return { body, finished };
}
