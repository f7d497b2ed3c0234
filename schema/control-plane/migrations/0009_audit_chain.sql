ALTER TABLE `audit` ADD `impersonator_id` text;--> statement-breakpoint
ALTER TABLE `audit` ADD `impersonator_name` text;--> statement-breakpoint
ALTER TABLE `audit` ADD `via` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `audit` ADD `seq` integer;--> statement-breakpoint
ALTER TABLE `audit` ADD `prev_hash` text;--> statement-breakpoint
ALTER TABLE `audit` ADD `hash` text;--> statement-breakpoint
CREATE UNIQUE INDEX `audit_seq` ON `audit` (`tenant_id`,`seq`);