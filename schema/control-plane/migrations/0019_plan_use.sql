CREATE TABLE `plan_warnings` (
	`tenant_id` text NOT NULL,
	`period` text NOT NULL,
	`kind` text NOT NULL,
	`level` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `period`, `kind`, `level`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `usage_months` (
	`tenant_id` text NOT NULL,
	`month` text NOT NULL,
	`messages_in` integer NOT NULL,
	`messages_out` integer NOT NULL,
	`contacts_added` integer NOT NULL,
	`contacts` integer NOT NULL,
	`storage_bytes` integer NOT NULL,
	`api_requests` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `month`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `tenants` ADD `trial_ends_at` integer;--> statement-breakpoint
CREATE INDEX `tenants_trial` ON `tenants` (`trial_ends_at`) WHERE status = 'trial';
--> statement-breakpoint
CREATE TRIGGER `usage_months_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `usage_months`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `plan_warnings_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `plan_warnings`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
-- Trials had no end so far: those that run get all their days, from now.
UPDATE `tenants` SET trial_ends_at = (unixepoch() + 14 * 86400) * 1000 WHERE status = 'trial' OR status_before = 'trial';
--> statement-breakpoint
-- Every account's object has yet to hear of its plan.
UPDATE `tenants` SET standing_version = standing_version + 1 WHERE type = 'subaccount';
--> statement-breakpoint
INSERT INTO `integration_outbox` (tenant_id, integration_id, version, attempts, due_at)
SELECT id, 'standing', standing_version, 0, 0 FROM `tenants` WHERE type = 'subaccount'
ON CONFLICT (tenant_id, integration_id) DO UPDATE SET version = excluded.version, attempts = 0, due_at = excluded.due_at;
