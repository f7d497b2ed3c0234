ALTER TABLE `messages` ADD `past_external_ids` text;
--> statement-breakpoint
CREATE INDEX `conversations_labelled` ON `conversations` (`labels`) WHERE labels <> '[]';
