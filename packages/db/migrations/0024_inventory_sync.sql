CREATE TABLE "inventory_alerts" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"product_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"units" integer NOT NULL,
	"threshold" integer NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"dismissed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inventory_alerts_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "inventory_alerts_kind_check" CHECK ("inventory_alerts"."kind" in ('low', 'out')),
	CONSTRAINT "inventory_alerts_out_check" CHECK (("inventory_alerts"."kind" = 'out') = ("inventory_alerts"."units" = 0))
);
--> statement-breakpoint
ALTER TABLE "inventory_alerts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "inventory_proposals" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"product_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"holds" boolean NOT NULL,
	"changes" jsonb NOT NULL,
	"digest" text NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inventory_proposals_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "inventory_proposals_key" UNIQUE("merchant_id","product_id","kind"),
	CONSTRAINT "inventory_proposals_kind_check" CHECK ("inventory_proposals"."kind" in ('cost', 'stock', 'variantGone', 'productGone', 'variantNew')),
	CONSTRAINT "inventory_proposals_state_check" CHECK ("inventory_proposals"."state" in ('open', 'rejected'))
);
--> statement-breakpoint
ALTER TABLE "inventory_proposals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "inventory_settings" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"schedule" text NOT NULL,
	"at_minute" integer NOT NULL,
	"weekday" integer NOT NULL,
	"policies" jsonb NOT NULL,
	"price_noise_bps" integer NOT NULL,
	"stock_noise_bps" integer NOT NULL,
	"low_stock_at" integer NOT NULL,
	"next_run_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inventory_settings_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "inventory_settings_key" UNIQUE("merchant_id"),
	CONSTRAINT "inventory_settings_schedule_check" CHECK ("inventory_settings"."schedule" in ('off', 'hourly', 'daily', 'weekly')),
	CONSTRAINT "inventory_settings_minute_check" CHECK ("inventory_settings"."at_minute" between 0 and 1439 and "inventory_settings"."weekday" between 1 and 7)
);
--> statement-breakpoint
ALTER TABLE "inventory_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "inventory_sync_logs" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"trigger" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"resumes_at" timestamp with time zone,
	"waits" integer DEFAULT 0 NOT NULL,
	"total" integer NOT NULL,
	"seen" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"waiting" integer DEFAULT 0 NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"user_id" uuid,
	"user_name" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inventory_sync_logs_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "inventory_sync_logs_trigger_check" CHECK ("inventory_sync_logs"."trigger" in ('schedule', 'manual', 'retry')),
	CONSTRAINT "inventory_sync_logs_state_check" CHECK ("inventory_sync_logs"."state" in ('running', 'waiting', 'done', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "inventory_sync_logs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "inventory_tracking" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"product_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"rank" integer NOT NULL,
	"pending" boolean NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"reason" text,
	"retry_at" timestamp with time zone,
	"missed" integer DEFAULT 0 NOT NULL,
	"digest" text,
	"version" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inventory_tracking_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "inventory_tracking_product" UNIQUE("merchant_id","product_id")
);
--> statement-breakpoint
ALTER TABLE "inventory_tracking" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "product_variants" DROP CONSTRAINT "product_variants_held_by_check";--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "sale_held_by" text;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "low_stock_at" integer;--> statement-breakpoint
ALTER TABLE "inventory_alerts" ADD CONSTRAINT "inventory_alerts_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_alerts" ADD CONSTRAINT "inventory_alerts_product_fk" FOREIGN KEY ("merchant_id","product_id") REFERENCES "public"."products"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_proposals" ADD CONSTRAINT "inventory_proposals_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_proposals" ADD CONSTRAINT "inventory_proposals_product_fk" FOREIGN KEY ("merchant_id","product_id") REFERENCES "public"."products"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_settings" ADD CONSTRAINT "inventory_settings_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_sync_logs" ADD CONSTRAINT "inventory_sync_logs_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_tracking" ADD CONSTRAINT "inventory_tracking_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_tracking" ADD CONSTRAINT "inventory_tracking_product_fk" FOREIGN KEY ("merchant_id","product_id") REFERENCES "public"."products"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_tracking" ADD CONSTRAINT "inventory_tracking_run_fk" FOREIGN KEY ("merchant_id","run_id") REFERENCES "public"."inventory_sync_logs"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "inventory_alerts_open" ON "inventory_alerts" USING btree ("merchant_id","product_id") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "inventory_alerts_shown" ON "inventory_alerts" USING btree ("merchant_id","raised_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE resolved_at is null and dismissed_at is null;--> statement-breakpoint
CREATE INDEX "inventory_alerts_product" ON "inventory_alerts" USING btree ("merchant_id","product_id");--> statement-breakpoint
CREATE INDEX "inventory_proposals_open" ON "inventory_proposals" USING btree ("merchant_id","found_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE state = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "inventory_sync_logs_one" ON "inventory_sync_logs" USING btree ("merchant_id") WHERE state in ('running', 'waiting');--> statement-breakpoint
CREATE INDEX "inventory_sync_logs_recent" ON "inventory_sync_logs" USING btree ("merchant_id","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "inventory_tracking_turn" ON "inventory_tracking" USING btree ("merchant_id","run_id","rank") WHERE pending;--> statement-breakpoint
CREATE INDEX "inventory_tracking_run" ON "inventory_tracking" USING btree ("merchant_id","run_id");--> statement-breakpoint
CREATE INDEX "inventory_tracking_retry" ON "inventory_tracking" USING btree ("merchant_id","retry_at") WHERE retry_at is not null;--> statement-breakpoint
CREATE INDEX "inventory_tracking_failing" ON "inventory_tracking" USING btree ("merchant_id","product_id") WHERE reason is not null;--> statement-breakpoint
CREATE INDEX "products_held" ON "products" USING btree ("merchant_id","imported_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE sale_held_by is not null;--> statement-breakpoint
ALTER TABLE "product_variants" ADD CONSTRAINT "product_variants_held_by_check" CHECK ("product_variants"."held_by" in ('rise', 'fall', 'floor', 'asked'));--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_sale_held_by_check" CHECK ("products"."sale_held_by" in ('cost', 'stock', 'variantGone', 'productGone', 'variantNew'));--> statement-breakpoint
CREATE POLICY "inventory_alerts_merchant" ON "inventory_alerts" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "inventory_proposals_merchant" ON "inventory_proposals" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "inventory_settings_merchant" ON "inventory_settings" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "inventory_sync_logs_merchant" ON "inventory_sync_logs" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "inventory_tracking_merchant" ON "inventory_tracking" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));