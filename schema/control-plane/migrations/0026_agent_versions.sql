CREATE TABLE `agent_versions` (
	`tenant_id` text NOT NULL,
	`agent_id` text NOT NULL,
	`version` integer NOT NULL,
	`name` text NOT NULL,
	`system_prompt` text NOT NULL,
	`model` text NOT NULL,
	`scope` text NOT NULL,
	`changed` text NOT NULL,
	`restored` integer,
	`at` integer NOT NULL,
	`by_name` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `agent_id`, `version`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `agents` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `branding` ADD `voice_about` text;--> statement-breakpoint
ALTER TABLE `branding` ADD `voice_tone` text;--> statement-breakpoint
ALTER TABLE `branding` ADD `voice_always` text;--> statement-breakpoint
ALTER TABLE `branding` ADD `voice_never` text;
--> statement-breakpoint
CREATE TRIGGER `agent_versions_tenant_immutable` BEFORE UPDATE OF `tenant_id` ON `agent_versions`
WHEN new.tenant_id IS NOT old.tenant_id BEGIN SELECT RAISE(ABORT, 'tenant_id is immutable'); END;
--> statement-breakpoint
INSERT INTO `agent_versions` (tenant_id, agent_id, version, name, system_prompt, model, scope, changed, at, by_name)
  SELECT tenant_id, id, 1, name, system_prompt, model, scope, '["name","systemPrompt","model","scope"]', updated_at, 'Trellis' FROM agents;
