CREATE TABLE `concierge_fleet_clients` (
	`tenant_id` text NOT NULL,
	`fleet_id` text NOT NULL,
	`client_id` text NOT NULL,
	`concierge_id` text,
	`trouble` text,
	PRIMARY KEY(`tenant_id`, `fleet_id`, `client_id`),
	FOREIGN KEY (`tenant_id`,`fleet_id`) REFERENCES `concierge_fleets`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `concierge_fleets` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`modules` text,
	`state` text NOT NULL,
	`holder_id` text NOT NULL,
	`holder_name` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `concierge_relays` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`concierge_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`modules` text NOT NULL,
	`created_by` text NOT NULL,
	`created_by_name` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`opened_at` integer,
	`done_at` integer,
	`revoked_at` integer,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`concierge_id`) REFERENCES `concierge_sessions`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `concierge_relays_token` ON `concierge_relays` (`token_hash`);--> statement-breakpoint
ALTER TABLE `concierge_sessions` ADD `waits` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `concierge_sessions` ADD `modules` text;
--> statement-breakpoint
CREATE TRIGGER `concierge_relays_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `concierge_relays`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `concierge_fleets_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `concierge_fleets`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `concierge_fleet_clients_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `concierge_fleet_clients`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
