CREATE TABLE `audit_witnesses` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`due_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `audit_witnesses_due` ON `audit_witnesses` (`due_at`);--> statement-breakpoint
ALTER TABLE `api_keys` ADD `replaced_by` text;
--> statement-breakpoint
INSERT INTO `audit_witnesses` (`tenant_id`, `due_at`) SELECT `id`, 0 FROM `tenants`;
--> statement-breakpoint
CREATE TRIGGER `audit_witnesses_of_tenant` AFTER INSERT ON `tenants`
BEGIN INSERT OR IGNORE INTO `audit_witnesses` (`tenant_id`, `due_at`) VALUES (new.id, new.created_at); END;
