import type { Channel } from "../../schema/channels.ts";
import type { CustomerRow } from "./customers.ts";
import type { FileRow } from "./files.ts";
import { instagramWire } from "./instagram/wire.ts";
import type { SandboxNumber } from "./number.ts";
import type { Sandbox } from "./sandbox.ts";
import type { MessageRow } from "./thread.ts";
import { whatsappWire } from "./whatsapp/wire.ts";

/** What happened to a message of the business. `code` is Meta's, for one that failed. */
export interface StatusReport {
  customer: CustomerRow;
  message: MessageRow;
  status: MessageRow["status"];
  /** ms since the epoch */
  at: number;
  code: number | null;
}

/** What a customer wrote, with its file and the address at which the file server has it. */
export interface WrittenMessage {
  customer: CustomerRow;
  message: MessageRow;
  file?: { row: FileRow; address: string } | undefined;
}

export interface WrittenReaction {
  customer: CustomerRow;
  message: MessageRow;
  emoji: string | null;
  /** ms since the epoch */
  at: number;
}

/** One channel's own wire formats: all that tells a fake WhatsApp from a fake Instagram. */
export interface SandboxWire {
  /** What a person of this channel is known by; the name of what is missing, undefined when nothing is. */
  missing(customer: {
    phone?: string | undefined;
    bsuid?: string | undefined;
    username?: string | undefined;
  }): string | undefined;
  /** What Meta calls a message. Like Meta's, it says nothing to a reader; `name` is never given twice. */
  messageId(name: string): string;
  /** Answers the Graph API to whoever holds the token. */
  answerGraph(sandbox: Sandbox, number: SandboxNumber, request: Request): Promise<Response>;
  /** The webhook of customers' messages. */
  messagesBody(number: SandboxNumber, written: readonly WrittenMessage[]): string;
  /** The webhook of a customer's reaction; null takes it back. */
  reactionBody(number: SandboxNumber, reaction: WrittenReaction): string;
  /** What the channel calls a file of a customer. */
  typeOf(file: Pick<FileRow, "mime_type" | "voice">): string;
  /** Whether an address of a file is good without the token. */
  readonly openFiles: boolean;
  /** The webhook of one status; undefined where the channel reports none. */
  statusBody(number: SandboxNumber, report: StatusReport): string | undefined;
  /** The code of a passing fault. */
  readonly usualFailure: number;
}

export const WIRES = { whatsapp: whatsappWire, instagram: instagramWire } as const satisfies Record<
  Channel,
  SandboxWire
>;
