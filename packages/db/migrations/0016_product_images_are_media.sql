INSERT INTO "product_media" ("merchant_id", "id", "product_id", "position", "source_url", "created_at") SELECT "merchant_id", "id", "product_id", "position", "source_url", "created_at" FROM "product_images";--> statement-breakpoint
DROP POLICY "product_images_merchant" ON "product_images" CASCADE;--> statement-breakpoint
DROP TABLE "product_images" CASCADE;