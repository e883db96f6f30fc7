CREATE TABLE "chat_baskets" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"conversation_id" uuid NOT NULL,
	"lines" jsonb NOT NULL,
	"address" jsonb,
	"awaiting" text,
	"awaiting_until" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"order_id" uuid,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chat_baskets_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "chat_baskets_awaiting_check" CHECK (("chat_baskets"."awaiting" is null) = ("chat_baskets"."awaiting_until" is null))
);
--> statement-breakpoint
ALTER TABLE "chat_baskets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "chat_turns" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"message_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chat_turns_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "chat_turns_message" UNIQUE("merchant_id","message_id")
);
--> statement-breakpoint
ALTER TABLE "chat_turns" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "orders" DROP CONSTRAINT "orders_source_check";--> statement-breakpoint
ALTER TABLE "whatsapp_business_config" ADD COLUMN "answers_orders" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "whatsapp_business_config" ADD COLUMN "sells_in_chat" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "whatsapp_business_config" ADD COLUMN "chat_shipping_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "chat_baskets" ADD CONSTRAINT "chat_baskets_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_baskets" ADD CONSTRAINT "chat_baskets_conversation_fk" FOREIGN KEY ("merchant_id","conversation_id") REFERENCES "public"."conversations"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_baskets" ADD CONSTRAINT "chat_baskets_order_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_turns" ADD CONSTRAINT "chat_turns_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_turns" ADD CONSTRAINT "chat_turns_message_fk" FOREIGN KEY ("merchant_id","message_id") REFERENCES "public"."messages"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "chat_baskets_open" ON "chat_baskets" USING btree ("merchant_id","conversation_id") WHERE order_id is null;--> statement-breakpoint
CREATE INDEX "chat_baskets_conversation" ON "chat_baskets" USING btree ("merchant_id","conversation_id");--> statement-breakpoint
CREATE INDEX "chat_baskets_order" ON "chat_baskets" USING btree ("merchant_id","order_id");--> statement-breakpoint
CREATE INDEX "chat_baskets_age" ON "chat_baskets" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "chat_turns_age" ON "chat_turns" USING btree ("at");--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_source_check" CHECK ("orders"."source" in ('form', 'rest', 'csv', 'chat'));--> statement-breakpoint
ALTER TABLE "whatsapp_business_config" ADD CONSTRAINT "whatsapp_business_config_shipping_check" CHECK ("whatsapp_business_config"."chat_shipping_minor" >= 0);--> statement-breakpoint
CREATE POLICY "chat_baskets_merchant" ON "chat_baskets" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "chat_turns_merchant" ON "chat_turns" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));