CREATE TABLE `catalog_modules` (
	`slug` text PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`hidden` integer DEFAULT false NOT NULL,
	`retired` integer DEFAULT false NOT NULL,
	`position` integer NOT NULL,
	`price` text,
	`plans` text,
	`revision` integer DEFAULT 1 NOT NULL,
	`updated_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `audit_entity` ON `audit` (`tenant_id`,`entity_id`,`at`);