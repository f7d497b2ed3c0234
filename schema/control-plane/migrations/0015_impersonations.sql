CREATE TABLE `impersonations` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`agency_id` text,
	`impersonator_id` text NOT NULL,
	`impersonator_name` text NOT NULL,
	`session_id` text NOT NULL,
	`user_id` text NOT NULL,
	`user_name` text NOT NULL,
	`reason` text NOT NULL,
	`write` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	`ended_by_name` text,
	`end_reason` text
);
--> statement-breakpoint
CREATE INDEX `impersonations_tenant` ON `impersonations` (`tenant_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `impersonations_agency` ON `impersonations` (`agency_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `impersonations_started` ON `impersonations` (`started_at`);--> statement-breakpoint
CREATE INDEX `impersonations_impersonator` ON `impersonations` (`impersonator_id`,`ends_at`);--> statement-breakpoint
CREATE TABLE `tenant_settings` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`impersonation` text DEFAULT 'always' NOT NULL,
	`impersonation_until` integer,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `impersonations_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `impersonations`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `tenant_settings_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `tenant_settings`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
