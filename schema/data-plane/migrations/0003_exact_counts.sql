DROP INDEX `contacts_name`;--> statement-breakpoint
CREATE INDEX `contacts_name` ON `contacts` ("name" COLLATE NOCASE,`id`);--> statement-breakpoint
-- Contacts are counted by stage as well as in all.
INSERT INTO `counters` (`name`, `value`)
SELECT 'contacts.' || s.value, (SELECT COUNT(*) FROM `contacts` WHERE stage = s.value)
FROM json_each('["lead","qualified","customer","lost"]') s;
--> statement-breakpoint
DROP TRIGGER `contacts_counted`;
--> statement-breakpoint
DROP TRIGGER `contacts_uncounted`;
--> statement-breakpoint
CREATE TRIGGER `contacts_counted` AFTER INSERT ON `contacts` BEGIN
  UPDATE `counters` SET value = value + 1 WHERE name IN ('contacts', 'contacts.' || new.stage);
END;
--> statement-breakpoint
CREATE TRIGGER `contacts_uncounted` AFTER DELETE ON `contacts` BEGIN
  UPDATE `counters` SET value = value - 1 WHERE name IN ('contacts', 'contacts.' || old.stage);
END;
--> statement-breakpoint
CREATE TRIGGER `contacts_recounted` AFTER UPDATE OF `stage` ON `contacts` WHEN old.stage IS NOT new.stage BEGIN
  UPDATE `counters` SET value = value - 1 WHERE name = 'contacts.' || old.stage;
  UPDATE `counters` SET value = value + 1 WHERE name = 'contacts.' || new.stage;
END;
--> statement-breakpoint
-- Deleting a contact takes its conversations and their messages along.
CREATE TRIGGER `messages_uncounted` AFTER DELETE ON `messages` BEGIN
  UPDATE `counters` SET value = value - 1 WHERE name = 'messages';
END;
--> statement-breakpoint
CREATE TRIGGER `conversations_uncounted` AFTER DELETE ON `conversations` BEGIN
  UPDATE `counters` SET value = value - 1 WHERE name IN ('conversations', 'conversations.' || old.status);
  UPDATE `counters` SET value = value - old.unread WHERE name = 'unread';
END;
