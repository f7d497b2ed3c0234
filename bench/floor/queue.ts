import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";

/** The floor of a deployment: a consumer that writes one row in the object each message names, and nothing else. */
interface QueueFloorEnv {
  TOUCHED: DurableObjectNamespace<Touched>;
  TOUCHES: Queue<{ n: number }>;
}

/** A queue takes so many messages at once. */
const SEND_MAX = 100;
/** Of this isolate, which is the only one. */
let touched = 0;

export class Direct extends WorkerEntrypoint<QueueFloorEnv> {
  override async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/spread") {
      touched = 0;
      const bodies = Array.from({ length: Number(searchParams.get("n")) }, (_, n) => ({ body: { n } }));
      for (let from = 0; from < bodies.length; from += SEND_MAX)
        await this.env.TOUCHES.sendBatch(bodies.slice(from, from + SEND_MAX));
    }
    return Response.json({ touched });
  }
}

export default {
  fetch: () => new Response("ask the other door"),
  async queue(batch: MessageBatch<{ n: number }>, env: QueueFloorEnv): Promise<void> {
    await Promise.all(batch.messages.map(({ body }) => env.TOUCHED.getByName(`touched-${body.n}`).touch()));
    touched += batch.messages.length;
  },
};

export class Touched extends DurableObject<QueueFloorEnv> {
  touch(): void {
    this.ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER)");
    this.ctx.storage.sql.exec("INSERT INTO rows (at) VALUES (?)", Date.now());
  }
}
