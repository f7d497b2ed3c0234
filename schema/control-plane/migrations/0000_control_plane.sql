CREATE TABLE `audit` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`actor_type` text NOT NULL,
	`actor_id` text NOT NULL,
	`actor_name` text NOT NULL,
	`action` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` text NOT NULL,
	`before` text,
	`after` text,
	`request_id` text,
	PRIMARY KEY(`tenant_id`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`tenant_id`,`at`);--> statement-breakpoint
CREATE TABLE `credentials` (
	`tenant_id` text NOT NULL,
	`integration_id` text NOT NULL,
	`field` text NOT NULL,
	`sealed` text NOT NULL,
	`hint` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `integration_id`, `field`),
	FOREIGN KEY (`tenant_id`,`integration_id`) REFERENCES `integrations`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `integrations` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`module` text NOT NULL,
	`version` text NOT NULL,
	`state` text NOT NULL,
	`health` text NOT NULL,
	`config` text NOT NULL,
	`sandbox` integer NOT NULL,
	`desired_version` integer NOT NULL,
	`applied_version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `integrations_module` ON `integrations` (`tenant_id`,`module`);--> statement-breakpoint
CREATE TABLE `outside_ids` (
	`kind` text NOT NULL,
	`outside_id` text NOT NULL,
	`tenant_id` text NOT NULL,
	`integration_id` text NOT NULL,
	`own_app` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`kind`, `outside_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `outside_ids_integration` ON `outside_ids` (`tenant_id`,`integration_id`);--> statement-breakpoint
CREATE TABLE `quarantine` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`door` text NOT NULL,
	`outside_id` text,
	`reason` text NOT NULL,
	`items` integer NOT NULL,
	`raw_key` text NOT NULL,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `quarantine_received` ON `quarantine` (`received_at`);--> statement-breakpoint
CREATE TABLE `session_sockets` (
	`session_id` text NOT NULL,
	`tenant_id` text NOT NULL,
	`opened_at` integer NOT NULL,
	PRIMARY KEY(`session_id`, `tenant_id`),
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`generation` integer NOT NULL,
	`rotated_at` integer NOT NULL,
	`user_agent` text,
	`ip` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `tenants` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`parent_id` text,
	`agency_id` text,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`status` text NOT NULL,
	`plan` text NOT NULL,
	`deleted_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tenants_slug` ON `tenants` (`slug`);--> statement-breakpoint
CREATE INDEX `tenants_parent` ON `tenants` (`parent_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `tenants_agency` ON `tenants` (`agency_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `tenants_type` ON `tenants` (`type`,`created_at`);--> statement-breakpoint
CREATE TABLE `grants` (
	`user_id` text NOT NULL,
	`tenant_id` text NOT NULL,
	`role` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `tenant_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `grants_tenant` ON `grants` (`tenant_id`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`password_hash` text NOT NULL,
	`home_tenant_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`home_tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email` ON `users` (`email`);