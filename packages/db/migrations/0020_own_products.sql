ALTER TABLE "product_variants" ALTER COLUMN "cost_usd" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "product_variants" ADD COLUMN "cost_minor" bigint;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "brand" text;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "barcode" text;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "ingredients" text;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "expires_on" date;--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "public_catalogue" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_barcode_key" UNIQUE("merchant_id","barcode");--> statement-breakpoint
ALTER TABLE "product_variants" ADD CONSTRAINT "product_variants_cost_check" CHECK ("product_variants"."cost_minor" is null or ("product_variants"."cost_minor" >= 0 and "product_variants"."cost_usd" is null));