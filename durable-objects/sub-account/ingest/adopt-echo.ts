import { and, eq, gte, inArray, isNull, lte } from "drizzle-orm";
import { messages } from "../../../schema/data-plane/index.ts";
import type { InboundMessage } from "../../../schema/inbound/event.ts";
import { knownConversation } from "../conversations/known-conversation.ts";
import { raiseStatus } from "../statuses/raise-status.ts";
import { touchIn, type IngestRun } from "./run.ts";

/** How long after it was written an echo may still tell the fate of a message. */
const ECHO_AWAITED_MS = 24 * 60 * 60 * 1000;
/** The provider's clock may be behind ours by so much. */
const CLOCKS_APART_MS = 5 * 60 * 1000;
/** Messages of one person whose fate is open at a time. */
const LOOKED_AT_MAX = 50;

/**
 * Where a provider echoes no id of ours, an echo may be faster than the answer to its send, or be the only one to tell that a send of unknown
 * fate was carried out. The oldest such message that says the same is taken for it, and gets its id. Answers whether there was one.
 */
export function adoptEcho(run: IngestRun, event: InboundMessage): boolean {
  const { tx } = run;
  const conversationId = knownConversation(tx.db, event.person, event.integrationId);
  if (conversationId === undefined) return false;
  const open = tx.db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        gte(messages.createdAt, event.at - ECHO_AWAITED_MS),
        lte(messages.createdAt, event.at + CLOCKS_APART_MS),
        eq(messages.integrationId, event.integrationId),
        eq(messages.direction, "out"),
        eq(messages.private, false),
        isNull(messages.externalId),
        inArray(messages.status, ["sending", "unknown"]),
      ),
    )
    .orderBy(messages.createdAt, messages.seq)
    .limit(LOOKED_AT_MAX)
    .all();
  const ours = open.find(({ type, text }) => kindOf(type) === kindOf(event.type) && words(text) === words(event.text));
  if (ours === undefined) return false;
  raiseStatus(tx, ours, { status: "sent", externalId: event.externalId }, touchIn(run));
  return true;
}

/** A document comes back as a file of whatever kind. */
function kindOf(type: string): string {
  return type === "document" ? "file" : type;
}

function words(text: string | null): string {
  return (text ?? "").trim();
}
