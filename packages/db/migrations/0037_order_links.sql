CREATE TABLE "order_link_settings" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"cart_address" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "order_link_settings_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "order_link_settings_key" UNIQUE("merchant_id")
);
--> statement-breakpoint
ALTER TABLE "order_link_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "order_links" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"code" text NOT NULL,
	"cart_url" text NOT NULL,
	"items" jsonb NOT NULL,
	"note" text NOT NULL,
	"conversation_id" uuid,
	"status" text DEFAULT 'pending' NOT NULL,
	"order_id" uuid,
	"made_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "order_links_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "order_links_code_key" UNIQUE("code"),
	CONSTRAINT "order_links_status_check" CHECK ("order_links"."status" in ('pending', 'completed', 'cancelled')),
	CONSTRAINT "order_links_settled_check" CHECK (("order_links"."status" = 'pending') = ("order_links"."settled_at" is null) and ("order_links"."order_id" is null or "order_links"."status" = 'completed'))
);
--> statement-breakpoint
ALTER TABLE "order_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "order_link_settings" ADD CONSTRAINT "order_link_settings_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_links" ADD CONSTRAINT "order_links_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_links" ADD CONSTRAINT "order_links_order_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_links_newest" ON "order_links" USING btree ("merchant_id","made_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "order_links_status" ON "order_links" USING btree ("merchant_id","status","made_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "order_links_order" ON "order_links" USING btree ("merchant_id","order_id");--> statement-breakpoint
CREATE INDEX "order_links_conversation" ON "order_links" USING btree ("merchant_id","conversation_id");--> statement-breakpoint
CREATE POLICY "order_link_settings_merchant" ON "order_link_settings" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "order_links_merchant" ON "order_links" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));