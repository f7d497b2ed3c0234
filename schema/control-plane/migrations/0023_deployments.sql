CREATE TABLE `deployment_runs` (
	`tenant_id` text NOT NULL,
	`deployment_id` text NOT NULL,
	`due_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `deployment_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `deployment_runs_due` ON `deployment_runs` (`due_at`);--> statement-breakpoint
CREATE TABLE `deployment_credentials` (
	`tenant_id` text NOT NULL,
	`deployment_id` text NOT NULL,
	`field` text NOT NULL,
	`sealed` text NOT NULL,
	`hint` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `deployment_id`, `field`),
	FOREIGN KEY (`tenant_id`,`deployment_id`) REFERENCES `deployments`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `deployment_targets` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`deployment_id` text NOT NULL,
	`account_id` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`fix` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`integration_id` text,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`deployment_id`) REFERENCES `deployments`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `deployment_targets_account` ON `deployment_targets` (`tenant_id`,`deployment_id`,`account_id`);--> statement-breakpoint
CREATE INDEX `deployment_targets_state` ON `deployment_targets` (`tenant_id`,`deployment_id`,`state`,`id`);--> statement-breakpoint
CREATE INDEX `deployment_targets_of` ON `deployment_targets` (`tenant_id`,`account_id`);--> statement-breakpoint
CREATE TABLE `deployments` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`module` text NOT NULL,
	`deploy_to` text NOT NULL,
	`include_future` integer NOT NULL,
	`credential_mode` text NOT NULL,
	`allow_customize` integer NOT NULL,
	`sandbox` integer NOT NULL,
	`config` text NOT NULL,
	`state` text NOT NULL,
	`revision` integer NOT NULL,
	`created_by_name` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `deployments_module` ON `deployments` (`tenant_id`,`module`);--> statement-breakpoint
ALTER TABLE `credentials` ADD `shared` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `integrations` ADD `own_config` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `integrations` ADD `deployed` text;--> statement-breakpoint
-- Whatever was set so far was set by the account itself.
UPDATE `integrations` SET `own_config` = `config`;
--> statement-breakpoint
CREATE TRIGGER `deployments_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `deployments`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `deployment_credentials_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `deployment_credentials`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `deployment_targets_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `deployment_targets`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
-- Whoever makes a client: it gets what its agency deploys to those that join later.
CREATE TRIGGER `tenants_join_deployments` AFTER INSERT ON `tenants` WHEN new.type IS 'subaccount' BEGIN
  INSERT INTO deployment_targets (tenant_id, id, deployment_id, account_id, state, updated_at)
    SELECT d.tenant_id, 'dpt_' || lower(hex(randomblob(13))), d.id, new.id, 'waiting', new.updated_at FROM deployments d
    WHERE d.tenant_id = new.agency_id AND d.include_future = 1 AND d.state IN ('running', 'paused')
    ON CONFLICT DO NOTHING;
  INSERT INTO deployment_runs (tenant_id, deployment_id, due_at)
    SELECT d.tenant_id, d.id, new.updated_at FROM deployments d
    WHERE d.tenant_id = new.agency_id AND d.include_future = 1 AND d.state IN ('running', 'paused')
    ON CONFLICT (tenant_id, deployment_id) DO UPDATE SET due_at = excluded.due_at;
END;
--> statement-breakpoint
-- Whoever moves one under another agency: the same there.
CREATE TRIGGER `tenants_join_deployments_moved` AFTER UPDATE OF `agency_id` ON `tenants`
WHEN new.type IS 'subaccount' AND new.agency_id IS NOT old.agency_id BEGIN
  INSERT INTO deployment_targets (tenant_id, id, deployment_id, account_id, state, updated_at)
    SELECT d.tenant_id, 'dpt_' || lower(hex(randomblob(13))), d.id, new.id, 'waiting', new.updated_at FROM deployments d
    WHERE d.tenant_id = new.agency_id AND d.include_future = 1 AND d.state IN ('running', 'paused')
    ON CONFLICT DO NOTHING;
  INSERT INTO deployment_runs (tenant_id, deployment_id, due_at)
    SELECT d.tenant_id, d.id, new.updated_at FROM deployments d
    WHERE d.tenant_id = new.agency_id AND d.include_future = 1 AND d.state IN ('running', 'paused')
    ON CONFLICT (tenant_id, deployment_id) DO UPDATE SET due_at = excluded.due_at;
END;
