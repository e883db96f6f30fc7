ALTER TABLE "channel_events" DROP CONSTRAINT "channel_events_channel_check";--> statement-breakpoint
ALTER TABLE "channel_events" DROP CONSTRAINT "channel_events_state_check";--> statement-breakpoint
ALTER TABLE "webhook_inbox" DROP CONSTRAINT "webhook_inbox_channel_check";--> statement-breakpoint
ALTER TABLE "contact_identifiers" ADD COLUMN "ended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "channel_events" ADD CONSTRAINT "channel_events_channel_check" CHECK ("channel_events"."channel" in ('cj', 'whatsapp', 'whapi'));--> statement-breakpoint
ALTER TABLE "channel_events" ADD CONSTRAINT "channel_events_state_check" CHECK ("channel_events"."state" in ('waiting', 'done', 'ignored', 'failed', 'refused'));--> statement-breakpoint
ALTER TABLE "webhook_inbox" ADD CONSTRAINT "webhook_inbox_channel_check" CHECK ("webhook_inbox"."channel" in ('cj', 'whatsapp', 'whapi'));