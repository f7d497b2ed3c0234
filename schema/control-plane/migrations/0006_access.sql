CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`prefix` text NOT NULL,
	`capabilities` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`last_used_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE INDEX `api_keys_tenant` ON `api_keys` (`tenant_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `custom_roles` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`tier` text NOT NULL,
	`capabilities` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `grants` ADD `custom_role_tenant_id` text;--> statement-breakpoint
ALTER TABLE `grants` ADD `custom_role_id` text;--> statement-breakpoint
ALTER TABLE `grants` ADD `assigned_only` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE TRIGGER `custom_roles_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `custom_roles`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `api_keys_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `api_keys`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
