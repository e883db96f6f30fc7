CREATE TABLE "delivery_settings" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"driver_name" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "delivery_settings_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "delivery_settings_key" UNIQUE("merchant_id")
);
--> statement-breakpoint
ALTER TABLE "delivery_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "delivery_tasks" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"order_id" uuid NOT NULL,
	"shipment_id" uuid NOT NULL,
	"driver_name" text NOT NULL,
	"token_hash" text NOT NULL,
	"token_sealed" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"photo_id" uuid,
	"started_at" timestamp with time zone,
	"completed_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "delivery_tasks_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "delivery_tasks_shipment_key" UNIQUE("merchant_id","shipment_id"),
	CONSTRAINT "delivery_tasks_token_key" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "delivery_tasks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "customer_notices" DROP CONSTRAINT "customer_notices_step_check";--> statement-breakpoint
ALTER TABLE "delivery_settings" ADD CONSTRAINT "delivery_settings_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_tasks" ADD CONSTRAINT "delivery_tasks_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_tasks" ADD CONSTRAINT "delivery_tasks_order_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_tasks" ADD CONSTRAINT "delivery_tasks_shipment_fk" FOREIGN KEY ("merchant_id","shipment_id") REFERENCES "public"."shipments"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_tasks" ADD CONSTRAINT "delivery_tasks_photo_fk" FOREIGN KEY ("merchant_id","photo_id") REFERENCES "public"."media_files"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "delivery_tasks_order" ON "delivery_tasks" USING btree ("merchant_id","order_id");--> statement-breakpoint
CREATE INDEX "delivery_tasks_photo" ON "delivery_tasks" USING btree ("merchant_id","photo_id");--> statement-breakpoint
ALTER TABLE "customer_notices" ADD CONSTRAINT "customer_notices_step_check" CHECK ("customer_notices"."step" in ('confirmed', 'shipped', 'out_for_delivery', 'delivered', 'cancelled', 'refunded'));--> statement-breakpoint
CREATE POLICY "delivery_settings_merchant" ON "delivery_settings" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "delivery_tasks_merchant" ON "delivery_tasks" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));