ALTER TABLE "product_variants" ADD COLUMN "off_sale_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "product_variants" ADD COLUMN "held_price_minor" bigint;--> statement-breakpoint
ALTER TABLE "product_variants" ADD COLUMN "held_by" text;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "owned_fields" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "bound_min_minor" bigint;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "bound_max_minor" bigint;--> statement-breakpoint
ALTER TABLE "supplier_links" ADD COLUMN "off_sale_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "supplier_snapshots" ADD COLUMN "reading" jsonb;--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "max_rise_bps" integer DEFAULT 3000;--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "max_fall_bps" integer DEFAULT 3000;--> statement-breakpoint
ALTER TABLE "product_variants" ADD CONSTRAINT "product_variants_held_by_check" CHECK ("product_variants"."held_by" in ('rise', 'fall', 'floor'));--> statement-breakpoint
ALTER TABLE "product_variants" ADD CONSTRAINT "product_variants_held_check" CHECK (("product_variants"."held_price_minor" is null) = ("product_variants"."held_by" is null));--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_bounds_check" CHECK ("products"."bound_min_minor" >= 0 and "products"."bound_max_minor" >= "products"."bound_min_minor");