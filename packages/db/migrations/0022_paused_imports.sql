ALTER TABLE "operations" DROP CONSTRAINT "operations_status_check";--> statement-breakpoint
ALTER TABLE "import_previews" ADD COLUMN "paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_status_check" CHECK ("operations"."status" in ('queued', 'active', 'paused', 'completed', 'failed', 'discarded'));