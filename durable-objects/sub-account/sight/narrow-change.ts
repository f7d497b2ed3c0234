import type { Change, Passed } from "../../../schema/realtime/down.ts";
import type { Account } from "../account.ts";
import type { Told } from "../live/redact-changes.ts";
import { lossesAt } from "./settle-losses.ts";

type Store = Pick<Account, "storage">;

/**
 * A change as someone hears it who sees only what is assigned to them: what they see now, and of what left their sight with it that it is
 * gone. With nothing of either only its number is told. What they may see now they may see all of, so a change of before they did tells
 * nothing they cannot read.
 */
export function narrowChange(account: Store, body: string, userId: string): string {
  // Only `appendChange`, `appendPassed` and `redactChanges` write these texts.
  const change = JSON.parse(body) as Change | Passed;
  const { seq } = change;
  const gone = lossesAt(account.storage, seq, userId).map((loss): Told => ({ ...loss, op: "deleted", doc: null }));
  const heard = toldBy(change).filter((told) => isHeard(account, told, userId));
  const [head, ...rest] = [...gone, ...heard];
  if (head === undefined) return JSON.stringify({ type: "passed", seq } satisfies Passed);
  const { doc: headDoc, ...named } = head;
  return JSON.stringify({
    type: "change",
    seq,
    ...named,
    doc: headDoc,
    ...(rest.length === 0 ? {} : { also: rest }),
  } satisfies Change);
}

function toldBy(change: Change | Passed): Told[] {
  if (change.type === "passed") return [];
  const { entity, op, id, doc, also = [] } = change;
  return [{ entity, op, id, doc }, ...also];
}

/** That something is gone is heard by whoever lost it, and known from there. */
function isHeard({ storage: { sql } }: Store, { entity, op, id, doc }: Told, userId: string): boolean {
  switch (entity) {
    case "integration":
    case "canned_reply":
    case "impersonation":
      return true;
    case "contact":
      return op !== "deleted" && has(sql, CONTACT, id, userId, userId);
    case "conversation":
      return op !== "deleted" && has(sql, CONVERSATION, id, userId);
    case "message":
      // Told of in a conversation that was laid into another since, it would speak of one that is nobody's.
      return op !== "deleted" && has(sql, MESSAGE, id, (doc as { conversationId: string }).conversationId, userId);
    case "activity":
      return isLineHeard(sql, doc, userId);
    default:
      return entity satisfies never;
  }
}

/** A line about a conversation is its assignee's; one about the person as such, whoever sees the person. */
function isLineHeard(sql: SqlStorage, doc: unknown, userId: string): boolean {
  const { contactId, conversationId } = doc as { contactId: string; conversationId: string | null };
  return conversationId === null
    ? has(sql, CONTACT, contactId, userId, userId)
    : has(sql, CONVERSATION, conversationId, userId);
}

/** Whether a conversation is the person's. */
export function seesConversation({ sql }: DurableObjectStorage, userId: string, id: string): boolean {
  return has(sql, CONVERSATION, id, userId);
}

function has(sql: SqlStorage, statement: string, ...bound: string[]): boolean {
  return !sql.exec(statement, ...bound).next().done;
}

const CONVERSATION = "SELECT 1 FROM conversations WHERE id = ? AND assignee = ?";
const MESSAGE = `SELECT 1 FROM messages m JOIN conversations c ON c.id = m.conversation_id
  WHERE m.id = ? AND m.conversation_id = ? AND c.assignee = ?`;
const CONTACT = `SELECT 1 FROM contacts p WHERE p.id = ? AND (p.owner = ?
  OR EXISTS (SELECT 1 FROM conversations c WHERE c.contact_id = p.id AND c.assignee = ?))`;
