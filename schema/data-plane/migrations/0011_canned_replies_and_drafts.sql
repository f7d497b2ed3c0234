CREATE TABLE `canned_replies` (
	`id` text PRIMARY KEY NOT NULL,
	`shortcut` text NOT NULL,
	`title` text NOT NULL,
	`text` text NOT NULL,
	`uses` integer DEFAULT 0 NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `canned_replies_shortcut` ON `canned_replies` ("shortcut" COLLATE NOCASE);--> statement-breakpoint
CREATE INDEX `canned_replies_title` ON `canned_replies` ("title" COLLATE NOCASE,`id`);--> statement-breakpoint
CREATE INDEX `canned_replies_uses` ON `canned_replies` (`uses`,`id`);--> statement-breakpoint
CREATE INDEX `canned_replies_updated` ON `canned_replies` (`updated_at`,`id`);--> statement-breakpoint
CREATE TABLE `drafts` (
	`version` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` text NOT NULL,
	`conversation_id` text NOT NULL,
	`mode` text NOT NULL,
	`text` text NOT NULL,
	`reply_to` text,
	`attachments` text NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `drafts_person` ON `drafts` (`user_id`,`conversation_id`,`mode`);--> statement-breakpoint
CREATE INDEX `drafts_conversation` ON `drafts` (`conversation_id`);--> statement-breakpoint
CREATE INDEX `drafts_updated` ON `drafts` (`updated_at`);