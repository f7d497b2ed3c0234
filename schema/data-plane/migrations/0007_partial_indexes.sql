DROP INDEX `contacts_email`;--> statement-breakpoint
DROP INDEX `contacts_phone`;--> statement-breakpoint
DROP INDEX `contacts_owner`;--> statement-breakpoint
CREATE INDEX `contacts_email` ON `contacts` (`email`) WHERE "contacts"."email" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `contacts_phone` ON `contacts` (`phone`) WHERE "contacts"."phone" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `contacts_owner` ON `contacts` (`owner`,`created_at`) WHERE "contacts"."owner" IS NOT NULL;