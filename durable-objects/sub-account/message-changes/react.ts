import { and, eq } from "drizzle-orm";
import { reactions, type MessageRow } from "../../../schema/data-plane/index.ts";
import type { InboundReaction } from "../../../schema/inbound/event.ts";
import type { AccountTx } from "../account.ts";
import { cutText } from "../documents/cut-text.ts";

/** The longest emoji (a family with skin tones) has some 40; anything longer is no emoji. */
const EMOJI_MAX_CHARACTERS = 64;

/**
 * Puts a reaction to a message, or takes it back. Each side has one per message: the newest by the provider's time; in the same second a
 * removal wins, else the one that came later. `userId` is who reacted here, in the business's name.
 */
export function react(
  tx: AccountTx,
  row: MessageRow,
  { direction, emoji: given, at, userId }: Pick<InboundReaction, "direction" | "emoji" | "at"> & { userId?: string },
  contactId: string,
): MessageRow | undefined {
  if (row.deletedAt !== null) return undefined;
  const who = direction === "in" ? "contact" : "business";
  const by = direction === "in" ? contactId : (userId ?? "business");
  const emoji = given === null || given === "" ? null : cutText(given, EMOJI_MAX_CHARACTERS);
  const held = tx.db
    .select()
    .from(reactions)
    .where(and(eq(reactions.messageId, row.id), eq(reactions.who, who)))
    .limit(1)
    .get();
  if (held !== undefined && (held.at > at || (held.at === at && held.emoji === null))) return undefined;
  tx.db
    .insert(reactions)
    .values({ messageId: row.id, who, by, emoji, at })
    .onConflictDoUpdate({ target: [reactions.messageId, reactions.who], set: { by, emoji, at } })
    .run();
  if ((held?.emoji ?? null) === emoji) return undefined;
  tx.activity({
    contactId,
    conversationId: row.conversationId,
    type: emoji === null ? "message.reaction_removed" : "message.reacted",
    detail: { messageId: row.id, direction, ...(emoji === null ? {} : { emoji }) },
  });
  return row;
}
