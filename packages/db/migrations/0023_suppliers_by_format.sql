ALTER TABLE "supplier_links" DROP CONSTRAINT "supplier_links_supplier_check";--> statement-breakpoint
ALTER TABLE "import_logs" DROP CONSTRAINT "import_logs_supplier_check";--> statement-breakpoint
ALTER TABLE "import_drafts" ADD COLUMN "supplier" text;--> statement-breakpoint
-- Rows of before are CJ's.
ALTER TABLE "import_preview_rows" ADD COLUMN "supplier" text DEFAULT 'cj';--> statement-breakpoint
ALTER TABLE "import_preview_rows" ALTER COLUMN "supplier" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "category_mappings" ADD CONSTRAINT "category_mappings_supplier_check" CHECK ("category_mappings"."supplier" ~ '^[a-z][a-z0-9_]{1,31}$');--> statement-breakpoint
ALTER TABLE "supplier_links" ADD CONSTRAINT "supplier_links_supplier_check" CHECK ("supplier_links"."supplier" ~ '^[a-z][a-z0-9_]{1,31}$');--> statement-breakpoint
ALTER TABLE "import_drafts" ADD CONSTRAINT "import_drafts_supplier_check" CHECK ("import_drafts"."supplier" ~ '^[a-z][a-z0-9_]{1,31}$');--> statement-breakpoint
ALTER TABLE "import_logs" ADD CONSTRAINT "import_logs_supplier_check" CHECK ("import_logs"."supplier" ~ '^[a-z][a-z0-9_]{1,31}$');--> statement-breakpoint
ALTER TABLE "import_preview_rows" ADD CONSTRAINT "import_preview_rows_supplier_check" CHECK ("import_preview_rows"."supplier" ~ '^[a-z][a-z0-9_]{1,31}$');