import type { MessageContent } from "../../../schema/contracts/message-content.ts";
import type { Attachment, Author, Message, MessageError } from "../../../schema/contracts/messages.ts";
import type { OutboxItem, Refusal } from "../../stores/inbox/outbox-item.ts";
import { stageOf, type TickStage } from "./message-ticks.tsx";

/** A message as a bubble draws it, whether the account has it or it still waits on this device. */
export interface ShownMessage {
  direction: "in" | "out";
  private: boolean;
  text: string | null;
  placeholder: string | undefined;
  createdAt: string;
  author: Author;
  /** Undefined for what has no ticks: incoming messages and notes the account has. */
  stage: TickStage | undefined;
  /** ms since the epoch: until then it has not left, and can be taken back. */
  heldUntil: number | undefined;
  error: MessageError | undefined;
  refusal: Refusal | undefined;
  replyTo: string | undefined;
  attachments: readonly Attachment[];
  content: MessageContent | undefined;
  editedAt: string | undefined;
  originalText: string | undefined;
  deletedAt: string | undefined;
  /** The account's own document, once it has one. */
  message: Message | undefined;
}

/** One the account has. */
export function showMessage(message: Message): ShownMessage {
  return {
    direction: message.direction,
    private: message.private,
    text: message.text,
    placeholder: message.placeholder,
    createdAt: message.createdAt,
    author: message.author,
    stage: message.direction === "out" && !message.private ? stageOf(message.status) : undefined,
    heldUntil: undefined,
    error: message.error,
    refusal: undefined,
    replyTo: message.replyTo,
    attachments: message.attachments,
    content: message.content,
    editedAt: message.editedAt,
    originalText: message.originalText,
    deletedAt: message.deletedAt,
    message,
  };
}

/** One that has yet to reach the account. */
export function showWaiting(item: OutboxItem, author: { id: string; name: string }): ShownMessage {
  return {
    direction: "out",
    private: item.private,
    text: item.text,
    placeholder: undefined,
    createdAt: item.createdAt,
    author: { type: "user", ...author },
    stage: stageOfItem(item),
    heldUntil: item.state === "held" ? item.dueAt : undefined,
    error: undefined,
    refusal: item.refusal,
    replyTo: item.replyTo,
    attachments: item.attachments ?? [],
    content: item.template && { template: item.template.sent },
    editedAt: undefined,
    originalText: undefined,
    deletedAt: undefined,
    message: undefined,
  };
}

/** On its way to the account looks like queued there, so that the mark never steps back when the account answers. */
export function stageOfItem({ state }: OutboxItem): TickStage {
  return state === "sending" ? "queued" : state === "held" ? "waiting" : state;
}
