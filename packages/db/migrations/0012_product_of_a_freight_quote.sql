ALTER TABLE "freight_quotes" ADD COLUMN "external_id" text;--> statement-breakpoint
CREATE INDEX "freight_quotes_product" ON "freight_quotes" USING btree ("merchant_id","environment","external_id");