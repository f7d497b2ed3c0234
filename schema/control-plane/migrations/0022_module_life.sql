CREATE TABLE `integration_watches` (
	`tenant_id` text NOT NULL,
	`integration_id` text NOT NULL,
	`due_at` integer NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`failing_since` integer,
	`reason` text,
	`told_at` integer,
	`expiry_told` integer,
	PRIMARY KEY(`tenant_id`, `integration_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `integration_watches_due` ON `integration_watches` (`due_at`);--> statement-breakpoint
CREATE TABLE `module_grants` (
	`tenant_id` text NOT NULL,
	`module` text NOT NULL,
	`source` text NOT NULL,
	`granted_by` text NOT NULL,
	`granted_by_name` text NOT NULL,
	`granted_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `module`, `source`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `module_requests` (
	`tenant_id` text NOT NULL,
	`module` text NOT NULL,
	`decider_id` text NOT NULL,
	`state` text NOT NULL,
	`open` integer NOT NULL,
	`note` text,
	`asked_by` text NOT NULL,
	`asked_by_name` text NOT NULL,
	`asked_at` integer NOT NULL,
	`reason` text,
	`decided_by_name` text,
	`decided_at` integer,
	PRIMARY KEY(`tenant_id`, `module`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `module_requests_decider` ON `module_requests` (`decider_id`,`open`,`asked_at`);--> statement-breakpoint
ALTER TABLE `integrations` ADD `pinned` integer DEFAULT false NOT NULL;
--> statement-breakpoint
CREATE TRIGGER `integration_watches_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `integration_watches`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `module_grants_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `module_grants`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `module_requests_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `module_requests`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
-- Whoever makes an integration: it is watched from then on, first after an hour or two, so that those made together are not checked together.
CREATE TRIGGER `integrations_watched` AFTER INSERT ON `integrations` BEGIN
  INSERT INTO integration_watches (tenant_id, integration_id, due_at)
    VALUES (new.tenant_id, new.id, new.created_at + 3600000 + abs(random() % 3600000))
    ON CONFLICT (tenant_id, integration_id) DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `integrations_unwatched` AFTER DELETE ON `integrations` BEGIN
  DELETE FROM integration_watches WHERE tenant_id = old.tenant_id AND integration_id = old.id;
END;
--> statement-breakpoint
INSERT INTO `integration_watches` (tenant_id, integration_id, due_at)
  SELECT tenant_id, id, updated_at + abs(random() % 21600000) FROM integrations;
