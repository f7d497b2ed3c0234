DROP INDEX `messages_client`;--> statement-breakpoint
CREATE UNIQUE INDEX `messages_client` ON `messages` (`client_id`) WHERE "messages"."client_id" IS NOT NULL;--> statement-breakpoint
-- Most changes of a conversation move one of its counters, or none.
DROP TRIGGER `conversations_recounted`;
--> statement-breakpoint
CREATE TRIGGER `conversations_recounted` AFTER UPDATE OF `status` ON `conversations` WHEN old.status IS NOT new.status BEGIN
  UPDATE `counters` SET value = value - 1 WHERE name = 'conversations.' || old.status;
  UPDATE `counters` SET value = value + 1 WHERE name = 'conversations.' || new.status;
END;
--> statement-breakpoint
CREATE TRIGGER `conversations_unread` AFTER UPDATE OF `unread` ON `conversations` WHEN old.unread IS NOT new.unread BEGIN
  UPDATE `counters` SET value = value + new.unread - old.unread WHERE name = 'unread';
END;
