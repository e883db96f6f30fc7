ALTER TABLE "whatsapp_channels" ADD COLUMN "webhook_base" text;--> statement-breakpoint
ALTER TABLE "whatsapp_channels" ADD COLUMN "webhook_reason" text;