CREATE TABLE `profile_lookups` (
	`contact_id` text PRIMARY KEY NOT NULL,
	`integration_id` text NOT NULL,
	`person_id` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `profile_lookups_due` ON `profile_lookups` (`due_at`);