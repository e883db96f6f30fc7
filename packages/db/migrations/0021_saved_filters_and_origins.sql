CREATE TABLE "saved_filters" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"user_id" uuid NOT NULL,
	"user_name" text NOT NULL,
	"name" text NOT NULL,
	"name_lower" text NOT NULL,
	"query" jsonb NOT NULL,
	"shared" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_filters_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "saved_filters_name_key" UNIQUE("merchant_id","user_id","name_lower")
);
--> statement-breakpoint
ALTER TABLE "saved_filters" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "product_words_near";--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "origin" text DEFAULT 'own' NOT NULL;--> statement-breakpoint
UPDATE "products" SET "origin" = "supplier_links"."supplier" FROM "supplier_links" WHERE "supplier_links"."merchant_id" = "products"."merchant_id" AND "supplier_links"."product_id" = "products"."id";--> statement-breakpoint
ALTER TABLE "saved_filters" ADD CONSTRAINT "saved_filters_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_filters" ADD CONSTRAINT "saved_filters_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "products_origin" ON "products" USING btree ("merchant_id","origin","imported_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "product_words_near" ON "product_words" USING gin ("merchant_id","term" gin_trgm_ops) WITH (fastupdate=false);--> statement-breakpoint
CREATE POLICY "saved_filters_merchant" ON "saved_filters" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));