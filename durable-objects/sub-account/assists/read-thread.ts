import { type Actor, requireCapability } from "../../../schema/actor.ts";
import type { Channel } from "../../../schema/channels.ts";
import type { Message } from "../../../schema/contracts/messages.ts";
import type { Account } from "../account.ts";
import { getDocument } from "../collections/get.ts";
import { listDocuments } from "../collections/list.ts";
import { cutText } from "../documents/cut-text.ts";
import { takeAssist } from "./allowance.ts";

/** A message as a model is told it. Of files only what they are called. */
export interface ThreadMessage {
  /** `note`: for the team alone. */
  from: "customer" | "business" | "note";
  /** The person of the team who wrote it. */
  author?: string;
  text: string;
  files: string[];
  at: string;
}

/** What a model is told of a conversation: the newest messages, oldest first. */
export interface AssistThread {
  channel: Channel;
  contact: { name: string; tags: string[] };
  messages: ThreadMessage[];
}

/** What of a conversation a model is told at most: beyond that it costs more than it helps. */
export const THREAD_MAX = { messages: 40, characters: 24_000, perMessage: 4_000, files: 10 } as const;

/**
 * What an assist needs to know of a conversation, and the count of it against what a person and an account may ask. Notes of the team are
 * told only `withNotes`. Throws `not_found`, `forbidden`, `too_many`.
 */
export function readThread(
  account: Account,
  actor: Actor,
  { conversationId, withNotes }: { conversationId: string; withNotes: boolean },
): AssistThread {
  requireCapability(actor, "sendMessages");
  const { channel, contact } = getDocument(account, actor, { collection: "conversations", id: conversationId });
  takeAssist(account, actor);
  const { docs } = listDocuments(account, actor, {
    collection: "messages",
    query: {
      where: withNotes ? null : { field: "private", operator: "equals", value: false },
      sort: [{ field: "createdAt", descending: true }],
      limit: THREAD_MAX.messages,
      page: 1,
      pagination: false,
      depth: 1,
      select: null,
      within: conversationId,
    },
  });
  return {
    channel,
    contact: { name: contact.name, tags: contact.tags },
    messages: newestThatFit(docs.flatMap(threadMessage)).toReversed(),
  };
}

/** Newest first: as many as the bound holds, none of them cut for it. */
function newestThatFit(messages: readonly ThreadMessage[]): ThreadMessage[] {
  let characters = 0;
  return messages.filter(({ text, files }) => {
    characters += text.length + files.join("").length;
    return characters <= THREAD_MAX.characters;
  });
}

function threadMessage(message: Message): ThreadMessage[] {
  const { direction, author, text, placeholder, attachments, deletedAt, createdAt, status } = message;
  const words = deletedAt === undefined ? (text ?? placeholder ?? "") : "";
  const files = attachments.slice(0, THREAD_MAX.files).map(({ name, type }) => cutText(name || type, 80));
  // What never reached the customer was not said.
  if (status === "failed" || (words.trim() === "" && files.length === 0)) return [];
  const from = message.private ? "note" : direction === "in" ? "customer" : "business";
  return [
    {
      from,
      ...(from === "customer" ? {} : { author: author.name }),
      text: cutText(words, THREAD_MAX.perMessage),
      files,
      at: createdAt,
    },
  ];
}
