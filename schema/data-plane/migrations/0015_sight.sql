CREATE TABLE `sight_losses` (
	`seq` integer NOT NULL,
	`user_id` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` text NOT NULL,
	PRIMARY KEY(`seq`, `user_id`, `entity`, `entity_id`)
) WITHOUT ROWID;
--> statement-breakpoint
-- A conversation is its assignee's, and its contact is theirs with it. What they still see by another way is told apart when the transaction ends.
CREATE TRIGGER `conversations_out_of_sight` AFTER UPDATE OF `assignee`, `contact_id` ON `conversations`
WHEN old.assignee IS NOT NULL AND (old.assignee IS NOT new.assignee OR old.contact_id <> new.contact_id) BEGIN
  INSERT OR IGNORE INTO `sight_losses` (seq, user_id, entity, entity_id) VALUES
    (0, old.assignee, 'conversation', old.id), (0, old.assignee, 'contact', old.contact_id);
END;
--> statement-breakpoint
CREATE TRIGGER `conversations_gone` AFTER DELETE ON `conversations` WHEN old.assignee IS NOT NULL BEGIN
  INSERT OR IGNORE INTO `sight_losses` (seq, user_id, entity, entity_id) VALUES
    (0, old.assignee, 'conversation', old.id), (0, old.assignee, 'contact', old.contact_id);
END;
--> statement-breakpoint
CREATE TRIGGER `contacts_out_of_sight` AFTER UPDATE OF `owner` ON `contacts`
WHEN old.owner IS NOT NULL AND old.owner IS NOT new.owner BEGIN
  INSERT OR IGNORE INTO `sight_losses` (seq, user_id, entity, entity_id) VALUES (0, old.owner, 'contact', old.id);
END;
--> statement-breakpoint
CREATE TRIGGER `contacts_gone` AFTER DELETE ON `contacts` WHEN old.owner IS NOT NULL BEGIN
  INSERT OR IGNORE INTO `sight_losses` (seq, user_id, entity, entity_id) VALUES (0, old.owner, 'contact', old.id);
END;
--> statement-breakpoint
-- Merges, and undoing them, lay messages from one conversation into another.
CREATE TRIGGER `messages_out_of_sight` AFTER UPDATE OF `conversation_id` ON `messages` WHEN old.conversation_id <> new.conversation_id BEGIN
  INSERT OR IGNORE INTO `sight_losses` (seq, user_id, entity, entity_id)
    SELECT 0, assignee, 'message', old.id FROM `conversations` WHERE id = old.conversation_id AND assignee IS NOT NULL;
END;
