CREATE TABLE "channel_events" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"channel" text NOT NULL,
	"external_id" text NOT NULL,
	"inbox_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"received_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "channel_events_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "channel_events_external" UNIQUE("merchant_id","channel","external_id"),
	CONSTRAINT "channel_events_channel_check" CHECK ("channel_events"."channel" in ('cj')),
	CONSTRAINT "channel_events_state_check" CHECK ("channel_events"."state" in ('waiting', 'done', 'ignored', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "channel_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "cj_webhooks" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"connection_id" uuid NOT NULL,
	"key_sealed" text NOT NULL,
	"key_hash" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"base" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone,
	"registered_at" timestamp with time zone,
	"gap_since" timestamp with time zone,
	"alive_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cj_webhooks_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "cj_webhooks_merchant_key" UNIQUE("merchant_id"),
	CONSTRAINT "cj_webhooks_address" UNIQUE("key_hash"),
	CONSTRAINT "cj_webhooks_state_check" CHECK ("cj_webhooks"."state" in ('unreachable', 'wanted', 'registering', 'registered'))
);
--> statement-breakpoint
ALTER TABLE "cj_webhooks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhook_inbox" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"channel" text NOT NULL,
	"key_hash" text NOT NULL,
	"body_hash" text NOT NULL,
	"body_sealed" text NOT NULL,
	"headers_sealed" text NOT NULL,
	"bytes" integer NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"replays" integer DEFAULT 0 NOT NULL,
	"leased_until" timestamp with time zone,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "webhook_inbox_body" UNIQUE("channel","key_hash","body_hash"),
	CONSTRAINT "webhook_inbox_channel_check" CHECK ("webhook_inbox"."channel" in ('cj')),
	CONSTRAINT "webhook_inbox_state_check" CHECK ("webhook_inbox"."state" in ('waiting', 'split', 'refused', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "inventory_hints" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"product_id" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inventory_hints_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "inventory_hints_product" UNIQUE("merchant_id","product_id")
);
--> statement-breakpoint
ALTER TABLE "inventory_hints" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "inventory_sync_logs" DROP CONSTRAINT "inventory_sync_logs_trigger_check";--> statement-breakpoint
ALTER TABLE "account_logs" DROP CONSTRAINT "account_logs_act_check";--> statement-breakpoint
ALTER TABLE "channel_events" ADD CONSTRAINT "channel_events_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cj_webhooks" ADD CONSTRAINT "cj_webhooks_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cj_webhooks" ADD CONSTRAINT "cj_webhooks_connection_fk" FOREIGN KEY ("merchant_id","connection_id") REFERENCES "public"."cj_connections"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_hints" ADD CONSTRAINT "inventory_hints_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_hints" ADD CONSTRAINT "inventory_hints_product_fk" FOREIGN KEY ("merchant_id","product_id") REFERENCES "public"."products"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "channel_events_waiting" ON "channel_events" USING btree ("merchant_id","id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "channel_events_recent" ON "channel_events" USING btree ("merchant_id","channel","received_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "channel_events_state" ON "channel_events" USING btree ("merchant_id","channel","state","received_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "channel_events_age" ON "channel_events" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "cj_webhooks_connection" ON "cj_webhooks" USING btree ("merchant_id","connection_id");--> statement-breakpoint
CREATE INDEX "cj_webhooks_due" ON "cj_webhooks" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "webhook_inbox_waiting" ON "webhook_inbox" USING btree ("id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "webhook_inbox_state" ON "webhook_inbox" USING btree ("state","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "webhook_inbox_address" ON "webhook_inbox" USING btree ("key_hash","received_at");--> statement-breakpoint
CREATE INDEX "webhook_inbox_age" ON "webhook_inbox" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "inventory_hints_due" ON "inventory_hints" USING btree ("due_at");--> statement-breakpoint
ALTER TABLE "inventory_sync_logs" ADD CONSTRAINT "inventory_sync_logs_trigger_check" CHECK ("inventory_sync_logs"."trigger" in ('schedule', 'manual', 'retry', 'message', 'gap'));--> statement-breakpoint
ALTER TABLE "account_logs" ADD CONSTRAINT "account_logs_act_check" CHECK ("account_logs"."act" in ('account_created', 'dead_letters_retried', 'bodies_replayed', 'email_changed', 'email_confirmed', 'link_sent', 'password_changed', 'platform_admin_ended', 'platform_admin_made', 'profile_changed', 'session_ended', 'sign_in_refused', 'signed_in'));--> statement-breakpoint
CREATE POLICY "channel_events_merchant" ON "channel_events" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "cj_webhooks_merchant" ON "cj_webhooks" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "inventory_hints_merchant" ON "inventory_hints" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));