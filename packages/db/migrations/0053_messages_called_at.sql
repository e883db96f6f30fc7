ALTER TABLE "messages" ADD COLUMN "called_at" timestamp with time zone;--> statement-breakpoint
-- Of what is in somebody's hands just now: it may have left.
UPDATE "messages" SET "called_at" = "at" WHERE "state" = 'sending';
