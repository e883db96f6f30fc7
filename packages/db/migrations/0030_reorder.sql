CREATE TABLE "reorder_settings" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"enabled" boolean NOT NULL,
	"lead_days" integer NOT NULL,
	"cover_days" integer NOT NULL,
	"looked_at" timestamp with time zone,
	"weeks" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reorder_settings_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "reorder_settings_key" UNIQUE("merchant_id"),
	CONSTRAINT "reorder_settings_check" CHECK ("reorder_settings"."lead_days" between 1 and 365 and "reorder_settings"."cover_days" between 1 and 365)
);
--> statement-breakpoint
ALTER TABLE "reorder_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "reorders" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"product_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"state" text NOT NULL,
	"quantity" integer NOT NULL,
	"sum" jsonb NOT NULL,
	"cover_days" integer NOT NULL,
	"suggested_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"expected_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reorders_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "reorders_state_check" CHECK ("reorders"."state" in ('suggested', 'ordered', 'arrived', 'dismissed')),
	CONSTRAINT "reorders_quantity_check" CHECK ("reorders"."quantity" >= 0 and ("reorders"."state" = 'suggested') = ("reorders"."decided_at" is null))
);
--> statement-breakpoint
ALTER TABLE "reorders" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "reorder_settings" ADD CONSTRAINT "reorder_settings_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reorders" ADD CONSTRAINT "reorders_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reorders" ADD CONSTRAINT "reorders_product_fk" FOREIGN KEY ("merchant_id","product_id") REFERENCES "public"."products"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reorders" ADD CONSTRAINT "reorders_variant_fk" FOREIGN KEY ("merchant_id","variant_id") REFERENCES "public"."product_variants"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "reorders_suggested" ON "reorders" USING btree ("merchant_id","variant_id") WHERE state = 'suggested';--> statement-breakpoint
CREATE INDEX "reorders_shown" ON "reorders" USING btree ("merchant_id","state","cover_days","id");--> statement-breakpoint
CREATE INDEX "reorders_variant" ON "reorders" USING btree ("merchant_id","variant_id");--> statement-breakpoint
CREATE INDEX "reorders_product" ON "reorders" USING btree ("merchant_id","product_id");--> statement-breakpoint
CREATE POLICY "reorder_settings_merchant" ON "reorder_settings" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "reorders_merchant" ON "reorders" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));