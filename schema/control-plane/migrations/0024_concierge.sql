CREATE TABLE `concierge_answers` (
	`tenant_id` text NOT NULL,
	`concierge_id` text NOT NULL,
	`module` text NOT NULL,
	`sandbox` integer NOT NULL,
	`config` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `concierge_id`, `module`),
	FOREIGN KEY (`tenant_id`,`concierge_id`) REFERENCES `concierge_sessions`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `concierge_offers` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`seen` text NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `concierge_sessions` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`state` text NOT NULL,
	`occasion` text NOT NULL,
	`live` integer NOT NULL,
	`total` integer NOT NULL,
	`blocked` integer NOT NULL,
	`fleet_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `concierge_sessions_one_active` ON `concierge_sessions` (`tenant_id`) WHERE "concierge_sessions"."state" = 'active';--> statement-breakpoint
CREATE TABLE `concierge_values` (
	`tenant_id` text NOT NULL,
	`concierge_id` text NOT NULL,
	`module` text NOT NULL,
	`field` text NOT NULL,
	`sealed` text NOT NULL,
	`hint` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `concierge_id`, `module`, `field`),
	FOREIGN KEY (`tenant_id`,`concierge_id`,`module`) REFERENCES `concierge_answers`(`tenant_id`,`concierge_id`,`module`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `concierge_sessions_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `concierge_sessions`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `concierge_answers_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `concierge_answers`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `concierge_values_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `concierge_values`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `concierge_offers_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `concierge_offers`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
