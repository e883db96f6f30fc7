CREATE TABLE "fulfilment_times" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"day" date NOT NULL,
	"stage" text NOT NULL,
	"orders" integer NOT NULL,
	"max_minutes" integer NOT NULL,
	"histogram" integer[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "fulfilment_times_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "fulfilment_times_key" UNIQUE("merchant_id","stage","day"),
	CONSTRAINT "fulfilment_times_stage_check" CHECK ("fulfilment_times"."stage" in ('confirmed_to_shipped', 'shipped_to_delivered', 'confirmed_to_delivered')),
	CONSTRAINT "fulfilment_times_histogram_check" CHECK (cardinality("fulfilment_times"."histogram") = 20)
);
--> statement-breakpoint
ALTER TABLE "fulfilment_times" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "product_analytics" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"day" date NOT NULL,
	"product_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"views" integer NOT NULL,
	"clicks" integer NOT NULL,
	"conversions" integer NOT NULL,
	"units" integer NOT NULL,
	"revenue_minor" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_analytics_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "product_analytics_key" UNIQUE("merchant_id","product_id","day","currency")
);
--> statement-breakpoint
ALTER TABLE "product_analytics" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "supplier_orders" ADD COLUMN "rule_carrier" text;--> statement-breakpoint
ALTER TABLE "supplier_orders" ADD COLUMN "rule_reason" text;--> statement-breakpoint
ALTER TABLE "supplier_orders" ADD COLUMN "chosen_by" text;--> statement-breakpoint
ALTER TABLE "fulfilment_times" ADD CONSTRAINT "fulfilment_times_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_analytics" ADD CONSTRAINT "product_analytics_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_analytics" ADD CONSTRAINT "product_analytics_product_fk" FOREIGN KEY ("merchant_id","product_id") REFERENCES "public"."products"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "product_analytics_day" ON "product_analytics" USING btree ("merchant_id","day");--> statement-breakpoint
ALTER TABLE "supplier_orders" ADD CONSTRAINT "supplier_orders_rule_reason_check" CHECK ("supplier_orders"."rule_reason" in ('cheapest_in_time', 'fastest_for_price', 'cheapest_of_all'));--> statement-breakpoint
CREATE POLICY "fulfilment_times_merchant" ON "fulfilment_times" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "product_analytics_merchant" ON "product_analytics" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));