import { metaSignature } from "../../modules/meta/signature.ts";
import type { SandboxNumber } from "./number.ts";
import type { Sandbox } from "./sandbox.ts";

type DeliveryRow = {
  seq: number;
  body: string;
  first_message_seq: number | null;
  last_message_seq: number | null;
  attempts: number;
  created_at: number;
};

/** Meta goes on for a week: https://developers.facebook.com/docs/graph-api/webhooks/getting-started */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;
const FIRST_WAIT_MS = 1_000;
const WAIT_MAX_MS = 5 * 60_000;
/** Deliveries of one run; the alarm comes again for the rest. */
const RUN_MAX = 100;
/** A door that does not answer by then has not acknowledged. */
const ACKNOWLEDGE_MS = 10_000;

/** Puts a webhook on its way. `messages` are the customers' messages in it, which count as delivered once it was acknowledged. */
export function queueWebhook(
  { storage, now, wakeAt }: Sandbox,
  body: string,
  messages?: { first: number; last: number },
): number {
  const at = now();
  const { seq } = storage.sql
    .exec<{ seq: number }>(
      "INSERT INTO deliveries (body, first_message_seq, last_message_seq, due_at, created_at) VALUES (?, ?, ?, ?, ?) RETURNING seq",
      body,
      messages?.first ?? null,
      messages?.last ?? null,
      at,
      at,
    )
    .one();
  wakeAt(at);
  return seq;
}

/**
 * Delivers webhooks as Meta does: signed, at least once, again and again until the door answers 200. Each is a row until then, so neither
 * a restart nor a door out of order loses one.
 */
export class WebhookDelivery {
  readonly #sandbox: Sandbox;
  /** On their way at this moment: the alarm and a phone that waits must not both send the same one. */
  readonly #underWay = new Map<number, Promise<void>>();

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  /** Tries one now, whatever its time. Never rejects. */
  async deliver(number: SandboxNumber, seq: number): Promise<void> {
    const running = this.#underWay.get(seq);
    if (running !== undefined) return running;
    const [row] = this.#sandbox.storage.sql.exec<DeliveryRow>("SELECT * FROM deliveries WHERE seq = ?", seq).toArray();
    if (row === undefined) return;
    const delivery = this.#carryOut(number, row).finally(() => this.#underWay.delete(seq));
    this.#underWay.set(seq, delivery);
    return delivery;
  }

  /** Tries all that are due. Answers when the next one is, ms since the epoch. */
  async deliverDue(number: SandboxNumber): Promise<number | undefined> {
    const { storage, now } = this.#sandbox;
    const due = storage.sql
      .exec<{ seq: number }>("SELECT seq FROM deliveries WHERE due_at <= ? ORDER BY seq LIMIT ?", now(), RUN_MAX)
      .toArray();
    for (const { seq } of due) await this.deliver(number, seq);
    return storage.sql.exec<{ at: number | null }>("SELECT min(due_at) AS at FROM deliveries").one().at ?? undefined;
  }

  async #carryOut(number: SandboxNumber, row: DeliveryRow): Promise<void> {
    const acknowledged = await this.#post(number, row.body);
    const { storage, now, wakeAt } = this.#sandbox;
    if (acknowledged) {
      storage.transactionSync(() => {
        storage.sql.exec("DELETE FROM deliveries WHERE seq = ?", row.seq);
        if (row.first_message_seq === null) return;
        storage.sql.exec(
          "UPDATE messages SET status = 'delivered' WHERE seq BETWEEN ? AND ? AND sender = 'customer' AND status = 'sent'",
          row.first_message_seq,
          row.last_message_seq,
        );
      });
      return;
    }
    if (now() - row.created_at > KEPT_MS) {
      storage.sql.exec("DELETE FROM deliveries WHERE seq = ?", row.seq);
      return;
    }
    const dueAt = now() + Math.min(FIRST_WAIT_MS * 2 ** Math.min(row.attempts, 20), WAIT_MAX_MS);
    storage.sql.exec("UPDATE deliveries SET attempts = attempts + 1, due_at = ? WHERE seq = ?", dueAt, row.seq);
    wakeAt(dueAt);
  }

  async #post({ channel, integrationId, credentials }: SandboxNumber, body: string): Promise<boolean> {
    try {
      const bytes = new TextEncoder().encode(body);
      const response = await this.#sandbox.door(
        new Request(`https://trellis.local/webhooks/${channel}/${encodeURIComponent(integrationId)}`, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            "x-hub-signature-256": await metaSignature(bytes, credentials.appSecret),
          },
          body: bytes,
          signal: AbortSignal.timeout(ACKNOWLEDGE_MS),
        }),
      );
      await response.body?.cancel();
      return response.status === 200;
    } catch {
      return false;
    }
  }
}
