/** Something a person no longer sees. */
export interface Loss {
  entity: "contact" | "conversation" | "message";
  id: string;
}

/**
 * Ends a transaction in which records left someone's sight: triggers have noted whose. What the person sees by another way after all is dropped; the rest gets the number of the change it is told with. Answers whether
 * anything was lost.
 */
export function settleLosses(storage: DurableObjectStorage, seq: () => number): boolean {
  if (storage.sql.exec("SELECT 1 FROM sight_losses WHERE seq = 0 LIMIT 1").next().done) return false;
  storage.sql.exec(STILL_SEEN);
  if (storage.sql.exec("SELECT 1 FROM sight_losses WHERE seq = 0 LIMIT 1").next().done) return false;
  storage.sql.exec("UPDATE sight_losses SET seq = ? WHERE seq = 0", seq());
  return true;
}

const STILL_SEEN = `
DELETE FROM sight_losses WHERE seq = 0 AND CASE entity
  WHEN 'conversation' THEN EXISTS (SELECT 1 FROM conversations c WHERE c.id = entity_id AND c.assignee = user_id)
  WHEN 'contact' THEN EXISTS (SELECT 1 FROM contacts p WHERE p.id = entity_id AND p.owner = user_id)
    OR EXISTS (SELECT 1 FROM conversations c WHERE c.contact_id = entity_id AND c.assignee = user_id)
  ELSE EXISTS (SELECT 1 FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.id = entity_id AND c.assignee = user_id) END`;

/** What a person no longer saw as of a change. */
export function lossesAt({ sql }: DurableObjectStorage, seq: number, userId: string): Loss[] {
  return sql
    .exec<{ entity: Loss["entity"]; id: string }>(
      "SELECT entity, entity_id AS id FROM sight_losses WHERE seq = ? AND user_id = ? ORDER BY entity, entity_id",
      seq,
      userId,
    )
    .toArray();
}
