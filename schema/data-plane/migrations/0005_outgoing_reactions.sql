ALTER TABLE `outbox` ADD `action` text DEFAULT 'send' NOT NULL;--> statement-breakpoint
ALTER TABLE `outbox` ADD `reaction` text;