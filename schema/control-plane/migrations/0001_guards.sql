CREATE TRIGGER `integrations_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `integrations`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `credentials_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `credentials`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `audit`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_no_update` BEFORE UPDATE ON `audit` BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_no_delete` BEFORE DELETE ON `audit` BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
--> statement-breakpoint
-- INSERT OR REPLACE deletes without firing the trigger above, so an existing id is refused here.
CREATE TRIGGER `audit_no_replace` BEFORE INSERT ON `audit`
WHEN EXISTS (SELECT 1 FROM `audit` WHERE tenant_id = new.tenant_id AND id = new.id) BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
--> statement-breakpoint
-- IS throughout: a comparison with a missing parent must be false, never unknown.
CREATE TRIGGER `tenants_shape_insert` BEFORE INSERT ON `tenants`
WHEN NOT (
  (new.type IS 'platform' AND new.parent_id IS NULL AND new.agency_id IS NULL)
  OR (new.type IS 'agency' AND new.agency_id IS new.id AND (SELECT type FROM tenants WHERE id = new.parent_id) IS 'platform')
  OR (new.type IS 'subaccount' AND new.agency_id IS new.parent_id AND (SELECT type FROM tenants WHERE id = new.parent_id) IS 'agency')
) BEGIN SELECT RAISE(ABORT, 'tenant tree shape'); END;
--> statement-breakpoint
CREATE TRIGGER `tenants_shape_update` BEFORE UPDATE OF `id`, `type`, `parent_id`, `agency_id` ON `tenants`
WHEN NOT (
  (new.type IS 'platform' AND new.parent_id IS NULL AND new.agency_id IS NULL)
  OR (new.type IS 'agency' AND new.agency_id IS new.id AND (SELECT type FROM tenants WHERE id = new.parent_id) IS 'platform')
  OR (new.type IS 'subaccount' AND new.agency_id IS new.parent_id AND (SELECT type FROM tenants WHERE id = new.parent_id) IS 'agency')
) BEGIN SELECT RAISE(ABORT, 'tenant tree shape'); END;
--> statement-breakpoint
CREATE UNIQUE INDEX `tenants_one_platform` ON `tenants` (`type`) WHERE `type` = 'platform';
--> statement-breakpoint
-- A guarded batch selects from here when its write changed nothing, which fails the whole batch.
CREATE TABLE `batch_guard` (`ok` integer NOT NULL CHECK (`ok` = 1)) STRICT;
