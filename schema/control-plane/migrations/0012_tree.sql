CREATE TABLE `purges` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`parent_id` text NOT NULL,
	`type` text NOT NULL,
	`step` text NOT NULL,
	`integration_ids` text NOT NULL,
	`attempts` integer NOT NULL,
	`due_at` integer,
	`started_by` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE INDEX `purges_due` ON `purges` (`due_at`);--> statement-breakpoint
ALTER TABLE `tenants` ADD `status_before` text;--> statement-breakpoint
ALTER TABLE `tenants` ADD `status_reason` text;--> statement-breakpoint
ALTER TABLE `tenants` ADD `status_at` integer;--> statement-breakpoint
ALTER TABLE `tenants` ADD `standing_version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX `mails_tenant` ON `mails` (`tenant_id`);--> statement-breakpoint
CREATE INDEX `quarantine_door` ON `quarantine` (`door`);--> statement-breakpoint
CREATE INDEX `session_sockets_tenant` ON `session_sockets` (`tenant_id`);
--> statement-breakpoint
-- Only what is deleted is erased, only with its parent's knowledge, and under its own id for good.
CREATE TRIGGER `purges_of_deleted` BEFORE INSERT ON `purges`
WHEN NOT EXISTS (SELECT 1 FROM tenants t WHERE t.id = new.tenant_id AND t.parent_id = new.parent_id AND t.deleted_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'only a deleted tenant is purged'); END;
--> statement-breakpoint
CREATE TRIGGER `purges_immutable` BEFORE UPDATE OF `tenant_id`, `parent_id` ON `purges`
WHEN new.tenant_id IS NOT old.tenant_id OR new.parent_id IS NOT old.parent_id BEGIN SELECT RAISE(ABORT, 'a purge is of one tenant'); END;
--> statement-breakpoint
DROP TRIGGER `audit_no_delete`;
--> statement-breakpoint
-- One exception: the rows of a deleted tenant whose erasure has come to its rows, and whose parent's log says that it began.
CREATE TRIGGER `audit_no_delete` BEFORE DELETE ON `audit`
WHEN NOT EXISTS (
  SELECT 1 FROM purges p JOIN tenants t ON t.id = p.tenant_id
  WHERE p.tenant_id = old.tenant_id AND p.step = 'rows' AND t.deleted_at IS NOT NULL AND t.type IS NOT 'platform'
    AND EXISTS (SELECT 1 FROM audit a WHERE a.tenant_id = p.parent_id AND a.entity_id = p.tenant_id AND a.action = 'tenant.purge_started')
) BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `tenants_no_delete` BEFORE DELETE ON `tenants`
WHEN NOT EXISTS (SELECT 1 FROM purges p WHERE p.tenant_id = old.id AND p.step = 'rows')
  OR EXISTS (SELECT 1 FROM tenants c WHERE c.parent_id = old.id)
BEGIN SELECT RAISE(ABORT, 'a tenant leaves by being purged'); END;
