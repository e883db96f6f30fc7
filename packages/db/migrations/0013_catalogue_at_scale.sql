-- Letters that differ, for words of near spelling. Trusted: no superuser required.
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
--> statement-breakpoint
CREATE TABLE "product_words" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"term" text collate "C" NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_words_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "product_words_key" UNIQUE("merchant_id","term")
);
--> statement-breakpoint
ALTER TABLE "product_words" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "products_category";--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "stock_state" text GENERATED ALWAYS AS (case when stock_total is null then 'unknown' when stock_total > 0 then 'in' else 'out' end) STORED;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "edited" boolean GENERATED ALWAYS AS (edited_at is not null) STORED;--> statement-breakpoint
ALTER TABLE "product_words" ADD CONSTRAINT "product_words_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "product_words_near" ON "product_words" USING gin ("merchant_id","term" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "products_stock" ON "products" USING btree ("merchant_id","stock_state","imported_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "products_edited" ON "products" USING btree ("merchant_id","edited","imported_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "products_category" ON "products" USING btree ("merchant_id","category_id","imported_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE POLICY "product_words_merchant" ON "product_words" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));
--> statement-breakpoint
-- The vocabulary of what is there already; from now on it is learned from events.
INSERT INTO "product_words" ("merchant_id", "term", "seen_at")
SELECT DISTINCT p."merchant_id", w."term", now() FROM "products" p CROSS JOIN LATERAL unnest(string_to_array(p."search_text", ' ')) AS w("term")
WHERE length(w."term") BETWEEN 3 AND 40 AND w."term" !~ '[0-9]';
