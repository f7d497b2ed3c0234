CREATE TABLE `search_waiting` (
	`table` text NOT NULL,
	`row` integer NOT NULL,
	PRIMARY KEY(`table`, `row`)
) WITHOUT ROWID;
--> statement-breakpoint
-- A row that is written is only noted. Its index takes it in with many others, at the latest before it is next asked (sub-account/search/enter-waiting.ts).
DROP TRIGGER `contacts_searchable`;
--> statement-breakpoint
DROP TRIGGER `contacts_researched`;
--> statement-breakpoint
DROP TRIGGER `contacts_unsearched`;
--> statement-breakpoint
DROP TRIGGER `messages_searchable`;
--> statement-breakpoint
DROP TRIGGER `messages_researched`;
--> statement-breakpoint
DROP TRIGGER `messages_unsearched`;
--> statement-breakpoint
CREATE TRIGGER `contacts_searchable` AFTER INSERT ON `contacts` BEGIN
  INSERT INTO `search_waiting` (`table`, `row`) VALUES ('contacts', new.rowid) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `contacts_researched` AFTER UPDATE OF `name`, `email`, `phone`, `company`, `source` ON `contacts`
WHEN old.name IS NOT new.name OR old.email IS NOT new.email OR old.phone IS NOT new.phone OR old.company IS NOT new.company OR old.source IS NOT new.source BEGIN
  INSERT INTO `search_waiting` (`table`, `row`) VALUES ('contacts', new.rowid) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
-- A row that goes is out of the index at once: its number may be given to another.
CREATE TRIGGER `contacts_unsearched` AFTER DELETE ON `contacts` BEGIN
  DELETE FROM `contacts_search` WHERE rowid = old.rowid;
  DELETE FROM `search_waiting` WHERE `table` = 'contacts' AND `row` = old.rowid;
END;
--> statement-breakpoint
CREATE TRIGGER `messages_searchable` AFTER INSERT ON `messages` WHEN new.text IS NOT NULL BEGIN
  INSERT INTO `search_waiting` (`table`, `row`) VALUES ('messages', new.seq) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `messages_researched` AFTER UPDATE OF `text` ON `messages` WHEN old.text IS NOT new.text BEGIN
  INSERT INTO `search_waiting` (`table`, `row`) VALUES ('messages', new.seq) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `messages_unsearched` AFTER DELETE ON `messages` BEGIN
  DELETE FROM `messages_search` WHERE rowid = old.seq;
  DELETE FROM `search_waiting` WHERE `table` = 'messages' AND `row` = old.seq;
END;
