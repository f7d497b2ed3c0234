CREATE TABLE `search_backfill` (
	`table` text PRIMARY KEY NOT NULL,
	`next` integer NOT NULL,
	`last` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
-- The columns and their expressions are those of schema/data-plane/search-indexes.ts.
CREATE VIRTUAL TABLE `contacts_search` USING fts5(name, email, phone, company, source, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1');
--> statement-breakpoint
CREATE VIRTUAL TABLE `messages_search` USING fts5(text, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1');
--> statement-breakpoint
CREATE TRIGGER `contacts_searchable` AFTER INSERT ON `contacts` BEGIN
  INSERT INTO `contacts_search` (rowid, name, email, phone, company, source) VALUES (new.rowid, new.name, new.email, replace(replace(replace(replace(replace(replace(new.phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', ''), new.company, new.source);
END;
--> statement-breakpoint
CREATE TRIGGER `contacts_researched` AFTER UPDATE OF `name`, `email`, `phone`, `company`, `source` ON `contacts`
WHEN old.name IS NOT new.name OR old.email IS NOT new.email OR old.phone IS NOT new.phone OR old.company IS NOT new.company OR old.source IS NOT new.source BEGIN
  INSERT OR REPLACE INTO `contacts_search` (rowid, name, email, phone, company, source) VALUES (new.rowid, new.name, new.email, replace(replace(replace(replace(replace(replace(new.phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', ''), new.company, new.source);
END;
--> statement-breakpoint
CREATE TRIGGER `contacts_unsearched` AFTER DELETE ON `contacts` BEGIN
  DELETE FROM `contacts_search` WHERE rowid = old.rowid;
END;
--> statement-breakpoint
CREATE TRIGGER `messages_searchable` AFTER INSERT ON `messages` WHEN new.text IS NOT NULL BEGIN
  INSERT INTO `messages_search` (rowid, text) VALUES (new.seq, new.text);
END;
--> statement-breakpoint
CREATE TRIGGER `messages_researched` AFTER UPDATE OF `text` ON `messages` WHEN old.text IS NOT new.text BEGIN
  DELETE FROM `messages_search` WHERE rowid = old.seq;
  INSERT INTO `messages_search` (rowid, text) SELECT new.seq, new.text WHERE new.text IS NOT NULL;
END;
--> statement-breakpoint
CREATE TRIGGER `messages_unsearched` AFTER DELETE ON `messages` WHEN old.text IS NOT NULL BEGIN
  DELETE FROM `messages_search` WHERE rowid = old.seq;
END;
--> statement-breakpoint
-- What is there already is entered in steps, by the alarm.
INSERT INTO `search_backfill` (`table`, `next`, `last`) SELECT 'contacts', 1, max(rowid) FROM `contacts` HAVING max(rowid) IS NOT NULL;
--> statement-breakpoint
INSERT INTO `search_backfill` (`table`, `next`, `last`) SELECT 'messages', 1, max(seq) FROM `messages` HAVING max(seq) IS NOT NULL;
