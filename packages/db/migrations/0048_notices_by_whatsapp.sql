ALTER TABLE "customer_notices" DROP CONSTRAINT "customer_notices_channel_check";--> statement-breakpoint
ALTER TABLE "customer_notices" DROP CONSTRAINT "customer_notices_state_check";--> statement-breakpoint
ALTER TABLE "customer_notice_settings" ADD COLUMN "preferred" text DEFAULT 'whatsapp' NOT NULL;--> statement-breakpoint
ALTER TABLE "customer_notices" ADD COLUMN "passed_reason" text;--> statement-breakpoint
ALTER TABLE "customer_notices" ADD COLUMN "message_id" uuid;--> statement-breakpoint
ALTER TABLE "customer_notices" ADD CONSTRAINT "customer_notices_message_fk" FOREIGN KEY ("merchant_id","message_id") REFERENCES "public"."messages"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_notices" ADD CONSTRAINT "customer_notices_message" UNIQUE("merchant_id","message_id");--> statement-breakpoint
ALTER TABLE "customer_notice_settings" ADD CONSTRAINT "customer_notice_settings_preferred_check" CHECK ("customer_notice_settings"."preferred" in ('email', 'whatsapp'));--> statement-breakpoint
ALTER TABLE "customer_notices" ADD CONSTRAINT "customer_notices_queued_check" CHECK ("customer_notices"."state" <> 'queued' or "customer_notices"."message_id" is not null);--> statement-breakpoint
ALTER TABLE "customer_notices" ADD CONSTRAINT "customer_notices_channel_check" CHECK ("customer_notices"."channel" in ('email', 'whatsapp'));--> statement-breakpoint
ALTER TABLE "customer_notices" ADD CONSTRAINT "customer_notices_state_check" CHECK ("customer_notices"."state" in ('waiting', 'sending', 'queued', 'sent', 'not_sent', 'unknown'));