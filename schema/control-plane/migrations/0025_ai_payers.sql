ALTER TABLE `ai_calls` ADD `payer` text DEFAULT 'account' NOT NULL;--> statement-breakpoint
ALTER TABLE `ai_usage` ADD `platform_micros` integer DEFAULT 0 NOT NULL;