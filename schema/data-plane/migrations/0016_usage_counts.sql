CREATE TABLE `usage_counts` (
	`month` text NOT NULL,
	`name` text NOT NULL,
	`value` integer NOT NULL,
	PRIMARY KEY(`month`, `name`)
) WITHOUT ROWID;

--> statement-breakpoint
-- Counted with the row, in the month it was stored: what comes twice is stored once. What people write among themselves is no message.
CREATE TRIGGER `messages_used` AFTER INSERT ON `messages` WHEN new.private = 0 BEGIN
  INSERT INTO `usage_counts` (month, name, value)
  VALUES (strftime('%Y-%m', new.updated_at / 1000, 'unixepoch'), CASE new.direction WHEN 'in' THEN 'messagesIn' ELSE 'messagesOut' END, 1)
  ON CONFLICT (month, name) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
-- A contact that comes back from a merge was made before.
CREATE TRIGGER `contacts_used` AFTER INSERT ON `contacts` WHEN new.created_at = new.updated_at BEGIN
  INSERT INTO `usage_counts` (month, name, value) VALUES (strftime('%Y-%m', new.created_at / 1000, 'unixepoch'), 'contactsAdded', 1)
  ON CONFLICT (month, name) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
-- How much the stored files take: those whose bytes are here, and have not been let go.
INSERT INTO `counters` (name, value) SELECT 'files.bytes', coalesce(sum(size), 0) FROM `attachments` WHERE state = 'stored';
--> statement-breakpoint
CREATE TRIGGER `attachments_weighed` AFTER INSERT ON `attachments` WHEN new.state = 'stored' BEGIN
  UPDATE `counters` SET value = value + new.size WHERE name = 'files.bytes';
END;
--> statement-breakpoint
CREATE TRIGGER `attachments_reweighed` AFTER UPDATE OF `state`, `size` ON `attachments`
WHEN old.state IS NOT new.state OR old.size IS NOT new.size BEGIN
  UPDATE `counters` SET value = value + (new.state = 'stored') * new.size - (old.state = 'stored') * old.size WHERE name = 'files.bytes';
END;
--> statement-breakpoint
CREATE TRIGGER `attachments_unweighed` AFTER DELETE ON `attachments` WHEN old.state = 'stored' BEGIN
  UPDATE `counters` SET value = value - old.size WHERE name = 'files.bytes';
END;
