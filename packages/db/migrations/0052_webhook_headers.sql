ALTER TABLE "webhook_inbox" ADD COLUMN "headers" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "webhook_inbox" DROP COLUMN "headers_sealed";