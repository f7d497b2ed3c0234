CREATE TRIGGER `audit_no_update` BEFORE UPDATE ON `audit` BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_no_delete` BEFORE DELETE ON `audit` BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
--> statement-breakpoint
-- INSERT OR REPLACE deletes without firing the trigger above, so an existing id is refused here.
CREATE TRIGGER `audit_no_replace` BEFORE INSERT ON `audit`
WHEN EXISTS (SELECT 1 FROM `audit` WHERE id = new.id) BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
--> statement-breakpoint
INSERT INTO `counters` (`name`, `value`) VALUES ('contacts', 0), ('conversations', 0), ('conversations.open', 0), ('conversations.resolved', 0), ('messages', 0), ('unread', 0);
--> statement-breakpoint
CREATE TRIGGER `contacts_counted` AFTER INSERT ON `contacts` BEGIN UPDATE `counters` SET value = value + 1 WHERE name = 'contacts'; END;
--> statement-breakpoint
CREATE TRIGGER `contacts_uncounted` AFTER DELETE ON `contacts` BEGIN UPDATE `counters` SET value = value - 1 WHERE name = 'contacts'; END;
--> statement-breakpoint
CREATE TRIGGER `messages_counted` AFTER INSERT ON `messages` BEGIN UPDATE `counters` SET value = value + 1 WHERE name = 'messages'; END;
--> statement-breakpoint
CREATE TRIGGER `conversations_counted` AFTER INSERT ON `conversations` BEGIN
  UPDATE `counters` SET value = value + 1 WHERE name IN ('conversations', 'conversations.' || new.status);
  UPDATE `counters` SET value = value + new.unread WHERE name = 'unread';
END;
--> statement-breakpoint
CREATE TRIGGER `conversations_recounted` AFTER UPDATE OF `status`, `unread` ON `conversations` BEGIN
  UPDATE `counters` SET value = value - 1 WHERE name = 'conversations.' || old.status;
  UPDATE `counters` SET value = value + 1 WHERE name = 'conversations.' || new.status;
  UPDATE `counters` SET value = value + new.unread - old.unread WHERE name = 'unread';
END;
