import type { Attachment } from "../../../schema/contracts/messages.ts";
import type { SentTemplate, TemplateSend } from "../../../schema/contracts/template-shape.ts";

/** A message written here that the account has not confirmed yet. Kept on this device until it has. */
export interface OutboxItem {
  /** Makes sending exactly-once: every try carries the same one. */
  clientId: string;
  conversationId: string;
  text: string;
  private: boolean;
  /** Uploads it carries. */
  attachments?: Attachment[];
  /** Our id of the message it answers. */
  replyTo?: string;
  /** The template it is: what the account is asked to send, and how it will look. `text` is then what it will say. */
  template?: { send: TemplateSend; sent: SentTemplate };
  /** Version of the draft it was written in, which goes with it. */
  draft?: number;
  /** The first client id of what was sent in one go, and is taken back in one go. */
  sentWith?: string;
  createdAt: string;
  /**
   * `held` until `dueAt`, so that it can be taken back · `waiting` for the connection or a turn · `sending` now · `refused` with a reason,
   * until a person retries or discards it.
   */
  state: "held" | "waiting" | "sending" | "refused";
  /** ms since the epoch, while held. */
  dueAt?: number;
  refusal?: Refusal;
}

export interface Refusal {
  message: string;
  code: string;
  requestId?: string;
}

/** Reads an item back from storage; undefined for anything else. One that was on its way when the page ended waits again. */
export function readOutboxItem(text: string | null): OutboxItem | undefined {
  if (text === null) return undefined;
  try {
    const item: unknown = JSON.parse(text);
    if (!isItem(item)) return undefined;
    return item.state === "sending" ? { ...item, state: "waiting" } : item;
  } catch {
    return undefined;
  }
}

function isItem(value: unknown): value is OutboxItem {
  if (typeof value !== "object" || value === null) return false;
  const item = value as Partial<Record<keyof OutboxItem, unknown>>;
  return (
    typeof item.clientId === "string" &&
    typeof item.conversationId === "string" &&
    typeof item.text === "string" &&
    typeof item.private === "boolean" &&
    typeof item.createdAt === "string" &&
    (item.attachments === undefined || Array.isArray(item.attachments)) &&
    (item.replyTo === undefined || typeof item.replyTo === "string") &&
    (item.template === undefined || (typeof item.template === "object" && item.template !== null)) &&
    (item.draft === undefined || typeof item.draft === "number") &&
    (item.sentWith === undefined || typeof item.sentWith === "string") &&
    (item.state === "held"
      ? typeof item.dueAt === "number"
      : item.state === "waiting" || item.state === "sending" || item.state === "refused")
  );
}
