CREATE TABLE "fulfilment_settings" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"automation" text NOT NULL,
	"daily_limit_usd_minor" bigint NOT NULL,
	"carrier_rule" text NOT NULL,
	"carrier_max_usd_minor" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "fulfilment_settings_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "fulfilment_settings_key" UNIQUE("merchant_id"),
	CONSTRAINT "fulfilment_settings_automation_check" CHECK ("fulfilment_settings"."automation" in ('by_hand', 'create', 'pay')),
	CONSTRAINT "fulfilment_settings_carrier_rule_check" CHECK ("fulfilment_settings"."carrier_rule" in ('cheapest', 'fastest')),
	CONSTRAINT "fulfilment_settings_check" CHECK ("fulfilment_settings"."daily_limit_usd_minor" >= 0 and "fulfilment_settings"."carrier_max_usd_minor" >= 0)
);
--> statement-breakpoint
ALTER TABLE "fulfilment_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "supplier_orders" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"order_id" uuid NOT NULL,
	"supplier" text NOT NULL,
	"environment" text NOT NULL,
	"number" text NOT NULL,
	"state" text NOT NULL,
	"lines" jsonb NOT NULL,
	"origin" text NOT NULL,
	"carrier" text NOT NULL,
	"min_days" integer,
	"max_days" integer,
	"options" jsonb NOT NULL,
	"goods_usd_minor" bigint NOT NULL,
	"freight_usd_minor" bigint NOT NULL,
	"asked_usd_minor" bigint,
	"approved_by" text,
	"approved_usd_minor" bigint,
	"approved_at" timestamp with time zone,
	"reason" text,
	"details" jsonb NOT NULL,
	"external_id" text,
	"failures" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone,
	"planned_at" timestamp with time zone NOT NULL,
	"paid_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "supplier_orders_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "supplier_orders_number_key" UNIQUE("merchant_id","number","supplier"),
	CONSTRAINT "supplier_orders_supplier_check" CHECK ("supplier_orders"."supplier" ~ '^[a-z][a-z0-9_]{1,31}$'),
	CONSTRAINT "supplier_orders_environment_check" CHECK ("supplier_orders"."environment" in ('sandbox', 'live')),
	CONSTRAINT "supplier_orders_state_check" CHECK ("supplier_orders"."state" in ('planned', 'wanted', 'created', 'paying', 'paid', 'done', 'cancelling', 'cancelled', 'refused')),
	CONSTRAINT "supplier_orders_approved_by_check" CHECK ("supplier_orders"."approved_by" in ('person', 'automation')),
	CONSTRAINT "supplier_orders_approved_check" CHECK ("supplier_orders"."state" <> 'paying' or "supplier_orders"."approved_usd_minor" is not null)
);
--> statement-breakpoint
ALTER TABLE "supplier_orders" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "fulfilment_settings" ADD CONSTRAINT "fulfilment_settings_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_orders" ADD CONSTRAINT "supplier_orders_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_orders" ADD CONSTRAINT "supplier_orders_order_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "supplier_orders_order" ON "supplier_orders" USING btree ("merchant_id","order_id");--> statement-breakpoint
CREATE INDEX "supplier_orders_external" ON "supplier_orders" USING btree ("merchant_id","external_id");--> statement-breakpoint
CREATE INDEX "supplier_orders_due" ON "supplier_orders" USING btree ("merchant_id","next_at") WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX "supplier_orders_approved" ON "supplier_orders" USING btree ("merchant_id","approved_at") WHERE approved_by = 'automation';--> statement-breakpoint
CREATE POLICY "fulfilment_settings_merchant" ON "fulfilment_settings" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "supplier_orders_merchant" ON "supplier_orders" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));