CREATE TABLE `integration_outbox` (
	`tenant_id` text NOT NULL,
	`integration_id` text NOT NULL,
	`version` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `integration_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `integration_outbox_due` ON `integration_outbox` (`due_at`);
--> statement-breakpoint
CREATE TRIGGER `integration_outbox_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `integration_outbox`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `outside_ids_kept_by_owner` BEFORE UPDATE OF `kind`, `outside_id`, `tenant_id`, `integration_id` ON `outside_ids`
BEGIN SELECT RAISE(ABORT, 'an outside id changes its owner only by being given up and claimed anew'); END;
