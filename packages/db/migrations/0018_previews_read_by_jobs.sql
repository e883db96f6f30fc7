ALTER TABLE "import_preview_rows" DROP CONSTRAINT "import_preview_rows_status_check";--> statement-breakpoint
ALTER TABLE "import_preview_rows" ADD COLUMN "asked" jsonb;--> statement-breakpoint
ALTER TABLE "import_previews" ADD COLUMN "key" uuid;--> statement-breakpoint
ALTER TABLE "import_previews" ADD COLUMN "state" text DEFAULT 'ready' NOT NULL;--> statement-breakpoint
ALTER TABLE "import_previews" ADD COLUMN "pricing" jsonb;--> statement-breakpoint
ALTER TABLE "import_previews" ADD CONSTRAINT "import_previews_key" UNIQUE("merchant_id","key");--> statement-breakpoint
ALTER TABLE "import_preview_rows" ADD CONSTRAINT "import_preview_rows_status_check" CHECK ("import_preview_rows"."status" in ('reading', 'ok', 'excluded'));--> statement-breakpoint
ALTER TABLE "import_previews" ADD CONSTRAINT "import_previews_state_check" CHECK ("import_previews"."state" in ('reading', 'ready'));