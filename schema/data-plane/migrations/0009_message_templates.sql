CREATE TABLE `template_syncs` (
	`integration_id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`due_at` integer NOT NULL,
	`started_at` integer,
	`synced_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	`error` text,
	`cut` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE INDEX `template_syncs_due` ON `template_syncs` (`due_at`);--> statement-breakpoint
CREATE TABLE `templates` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`integration_id` text NOT NULL,
	`external_id` text NOT NULL,
	`name` text NOT NULL,
	`language` text NOT NULL,
	`category` text NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`quality` text,
	`shape` text NOT NULL,
	`status_at` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `templates_key` ON `templates` (`integration_id`,`name`,`language`);--> statement-breakpoint
CREATE INDEX `templates_external` ON `templates` (`external_id`);--> statement-breakpoint
CREATE INDEX `templates_name` ON `templates` ("name" COLLATE NOCASE,`id`);