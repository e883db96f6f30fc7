CREATE TABLE "customer_notice_settings" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"steps" text[] NOT NULL,
	"reply_to" text,
	"accent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customer_notice_settings_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "customer_notice_settings_key" UNIQUE("merchant_id"),
	CONSTRAINT "customer_notice_settings_accent_check" CHECK ("customer_notice_settings"."accent" ~ '^#[0-9a-f]{6}$')
);
--> statement-breakpoint
ALTER TABLE "customer_notice_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "customer_notices" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"order_id" uuid NOT NULL,
	"step" text NOT NULL,
	"about_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"moved_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customer_notices_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "customer_notices_key" UNIQUE("merchant_id","order_id","step","about_id"),
	CONSTRAINT "customer_notices_step_check" CHECK ("customer_notices"."step" in ('confirmed', 'shipped', 'delivered', 'cancelled', 'refunded')),
	CONSTRAINT "customer_notices_channel_check" CHECK ("customer_notices"."channel" in ('email')),
	CONSTRAINT "customer_notices_state_check" CHECK ("customer_notices"."state" in ('waiting', 'sending', 'sent', 'not_sent', 'unknown')),
	CONSTRAINT "customer_notices_reason_check" CHECK ("customer_notices"."state" not in ('not_sent', 'unknown') or "customer_notices"."reason" is not null)
);
--> statement-breakpoint
ALTER TABLE "customer_notices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tracking_links" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"order_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"token_sealed" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tracking_links_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "tracking_links_token_key" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "tracking_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "customer_notice_settings" ADD CONSTRAINT "customer_notice_settings_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_notices" ADD CONSTRAINT "customer_notices_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_notices" ADD CONSTRAINT "customer_notices_order_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracking_links" ADD CONSTRAINT "tracking_links_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracking_links" ADD CONSTRAINT "tracking_links_order_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "customer_notices_due" ON "customer_notices" USING btree ("merchant_id","due_at") WHERE state in ('waiting', 'sending');--> statement-breakpoint
CREATE UNIQUE INDEX "tracking_links_open" ON "tracking_links" USING btree ("merchant_id","order_id") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "tracking_links_order" ON "tracking_links" USING btree ("merchant_id","order_id");--> statement-breakpoint
CREATE POLICY "customer_notice_settings_merchant" ON "customer_notice_settings" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "customer_notices_merchant" ON "customer_notices" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "tracking_links_merchant" ON "tracking_links" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));