CREATE TABLE `contact_pairs` (
	`a_id` text NOT NULL,
	`b_id` text NOT NULL,
	`verdict` text NOT NULL,
	`detail` text DEFAULT '' NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`a_id`, `b_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `contact_pairs_b` ON `contact_pairs` (`b_id`);--> statement-breakpoint
CREATE INDEX `contact_pairs_suspected` ON `contact_pairs` (`at`) WHERE "contact_pairs"."verdict" = 'suspected';--> statement-breakpoint
CREATE TABLE `merge_arrivals` (
	`message_id` text PRIMARY KEY NOT NULL,
	`identity_id` text NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `merge_arrivals_identity` ON `merge_arrivals` (`identity_id`);--> statement-breakpoint
CREATE TABLE `merges` (
	`id` text PRIMARY KEY NOT NULL,
	`winner_id` text NOT NULL,
	`loser_id` text NOT NULL,
	`record` text,
	`at` integer NOT NULL,
	`undone_at` integer
);
--> statement-breakpoint
CREATE INDEX `merges_winner` ON `merges` (`winner_id`,`id`);--> statement-breakpoint
CREATE INDEX `merges_loser` ON `merges` (`loser_id`,`id`);--> statement-breakpoint
CREATE INDEX `merges_undoable` ON `merges` (`at`) WHERE "merges"."record" IS NOT NULL;--> statement-breakpoint
ALTER TABLE `identities` ADD `merge_id` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `identity_id` text;