CREATE TABLE `branding` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`name` text,
	`accent` text,
	`sender_name` text,
	`logo_id` text,
	`logo_type` text,
	`revision` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `domains` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`use` text NOT NULL,
	`domain` text NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`checked_at` integer,
	`due_at` integer,
	`verified_at` integer,
	`missing_since` integer,
	`join_role` text,
	`join_by` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `domains_tenant` ON `domains` (`tenant_id`,`use`,`domain`);--> statement-breakpoint
CREATE UNIQUE INDEX `domains_verified` ON `domains` (`use`,`domain`) WHERE status = 'verified';--> statement-breakpoint
CREATE INDEX `domains_due` ON `domains` (`due_at`) WHERE due_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `sandbox_dns` (
	`name` text NOT NULL,
	`value` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`name`, `value`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `sandbox_dns_created` ON `sandbox_dns` (`created_at`);--> statement-breakpoint
ALTER TABLE `sessions` ADD `host_tenant_id` text;--> statement-breakpoint
CREATE TRIGGER `branding_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `branding`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `domains_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `domains`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
