CREATE TABLE `listing_notes` (
	`tenant_id` text NOT NULL,
	`over_id` text NOT NULL,
	`version` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `over_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `listing_notes_due` ON `listing_notes` (`due_at`);--> statement-breakpoint
ALTER TABLE `tenants` ADD `listing_version` integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
CREATE TRIGGER `listing_notes_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `listing_notes`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
-- Whoever makes a tenant: the roll-ups that list it hear of it. The request tells them itself; 15 seconds later the sweep does.
CREATE TRIGGER `tenants_listed` AFTER INSERT ON `tenants` WHEN new.type IS NOT 'platform' BEGIN
  INSERT INTO listing_notes (tenant_id, over_id, version, attempts, due_at)
    SELECT new.id, p.id, new.listing_version, 0, new.updated_at + 15000 FROM tenants p WHERE p.type = 'platform'
    ON CONFLICT (tenant_id, over_id) DO UPDATE SET version = excluded.version, attempts = 0, due_at = excluded.due_at;
  INSERT INTO listing_notes (tenant_id, over_id, version, attempts, due_at)
    SELECT new.id, new.agency_id, new.listing_version, 0, new.updated_at + 15000 WHERE new.type = 'subaccount'
    ON CONFLICT (tenant_id, over_id) DO UPDATE SET version = excluded.version, attempts = 0, due_at = excluded.due_at;
END;
--> statement-breakpoint
-- Whoever changes what is listed of one. After a move the old agency's roll-up hears of it too.
CREATE TRIGGER `tenants_relisted` AFTER UPDATE OF `name`, `slug`, `status`, `plan`, `parent_id`, `agency_id`, `deleted_at`, `trial_ends_at` ON `tenants`
WHEN new.type IS NOT 'platform' AND (new.name IS NOT old.name OR new.slug IS NOT old.slug OR new.status IS NOT old.status
  OR new.plan IS NOT old.plan OR new.parent_id IS NOT old.parent_id OR new.agency_id IS NOT old.agency_id OR new.deleted_at IS NOT old.deleted_at
  OR new.trial_ends_at IS NOT old.trial_ends_at)
BEGIN
  UPDATE tenants SET listing_version = listing_version + 1 WHERE id = new.id;
  INSERT INTO listing_notes (tenant_id, over_id, version, attempts, due_at)
    SELECT new.id, p.id, old.listing_version + 1, 0, new.updated_at + 15000 FROM tenants p WHERE p.type = 'platform'
    ON CONFLICT (tenant_id, over_id) DO UPDATE SET version = excluded.version, attempts = 0, due_at = excluded.due_at;
  INSERT INTO listing_notes (tenant_id, over_id, version, attempts, due_at)
    SELECT new.id, new.agency_id, old.listing_version + 1, 0, new.updated_at + 15000 WHERE new.type = 'subaccount'
    ON CONFLICT (tenant_id, over_id) DO UPDATE SET version = excluded.version, attempts = 0, due_at = excluded.due_at;
  INSERT INTO listing_notes (tenant_id, over_id, version, attempts, due_at)
    SELECT new.id, old.agency_id, old.listing_version + 1, 0, new.updated_at + 15000
    WHERE new.type = 'subaccount' AND old.agency_id IS NOT new.agency_id
    ON CONFLICT (tenant_id, over_id) DO UPDATE SET version = excluded.version, attempts = 0, due_at = excluded.due_at;
END;
--> statement-breakpoint
-- Accounts from before there were roll-ups.
INSERT INTO listing_notes (tenant_id, over_id, version, attempts, due_at)
  SELECT t.id, p.id, 1, 0, 0 FROM tenants t JOIN tenants p ON p.type = 'platform' WHERE t.type <> 'platform' AND t.deleted_at IS NULL;
--> statement-breakpoint
INSERT INTO listing_notes (tenant_id, over_id, version, attempts, due_at)
  SELECT id, agency_id, 1, 0, 0 FROM tenants WHERE type = 'subaccount' AND deleted_at IS NULL;
