CREATE TABLE `attachments` (
	`id` text PRIMARY KEY NOT NULL,
	`message_id` text,
	`conversation_id` text NOT NULL,
	`integration_id` text NOT NULL,
	`position` integer NOT NULL,
	`type` text NOT NULL,
	`name` text DEFAULT '' NOT NULL,
	`mime_type` text DEFAULT '' NOT NULL,
	`size` integer DEFAULT 0 NOT NULL,
	`voice` integer DEFAULT false NOT NULL,
	`duration_ms` integer,
	`width` integer,
	`height` integer,
	`state` text NOT NULL,
	`error` text,
	`media_id` text,
	`source_url` text,
	`sha256` text,
	`r2_key` text,
	`inline` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `attachments_message` ON `attachments` (`message_id`,`position`);--> statement-breakpoint
CREATE INDEX `attachments_due` ON `attachments` (`due_at`) WHERE due_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `attachments_conversation` ON `attachments` (`conversation_id`);--> statement-breakpoint
CREATE TABLE `message_changes` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`integration_id` text NOT NULL,
	`external_id` text NOT NULL,
	`target_external_id` text NOT NULL,
	`event` text,
	`applied_at` integer,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `message_changes_key` ON `message_changes` (`integration_id`,`external_id`);--> statement-breakpoint
CREATE INDEX `message_changes_waiting` ON `message_changes` (`integration_id`,`target_external_id`) WHERE applied_at IS NULL;--> statement-breakpoint
CREATE INDEX `message_changes_at` ON `message_changes` (`at`);--> statement-breakpoint
CREATE TABLE `reactions` (
	`message_id` text NOT NULL,
	`who` text NOT NULL,
	`by` text NOT NULL,
	`emoji` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`message_id`, `who`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `notices` (
	`id` text PRIMARY KEY NOT NULL,
	`integration_id` text NOT NULL,
	`external_id` text NOT NULL,
	`level` text NOT NULL,
	`type` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notices_key` ON `notices` (`integration_id`,`external_id`);--> statement-breakpoint
CREATE INDEX `notices_newest` ON `notices` (`integration_id`,`at`,`id`);--> statement-breakpoint
ALTER TABLE `messages` ADD `content` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `original_text` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `edited_at` integer;--> statement-breakpoint
ALTER TABLE `messages` ADD `deleted_at` integer;