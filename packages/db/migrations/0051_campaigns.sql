CREATE TABLE "campaign_messages" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"campaign_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"type" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"due_at" timestamp with time zone NOT NULL,
	"country" text,
	"message_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "campaign_messages_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "campaign_messages_key" UNIQUE("merchant_id","campaign_id","contact_id"),
	CONSTRAINT "campaign_messages_type_check" CHECK ("campaign_messages"."type" in ('survey', 'reactivation', 'marketing', 'news')),
	CONSTRAINT "campaign_messages_state_check" CHECK ("campaign_messages"."state" in ('pending', 'queued', 'skipped')),
	CONSTRAINT "campaign_messages_queued_check" CHECK (("campaign_messages"."state" = 'queued') = ("campaign_messages"."message_id" is not null)),
	CONSTRAINT "campaign_messages_skipped_check" CHECK ("campaign_messages"."state" <> 'skipped' or "campaign_messages"."reason" is not null)
);
--> statement-breakpoint
ALTER TABLE "campaign_messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "whatsapp_campaigns" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"channel_id" uuid NOT NULL,
	"template_id" uuid,
	"text" text,
	"values" jsonb NOT NULL,
	"media" jsonb,
	"audience" jsonb NOT NULL,
	"schedule" jsonb NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"waits_reason" text,
	"waits_until" timestamp with time zone,
	"quality" text,
	"launched_at" timestamp with time zone,
	"starts_at" timestamp with time zone,
	"enrolled_at" timestamp with time zone,
	"next_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"created_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "whatsapp_campaigns_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "whatsapp_campaigns_type_check" CHECK ("whatsapp_campaigns"."type" in ('survey', 'reactivation', 'marketing', 'news')),
	CONSTRAINT "whatsapp_campaigns_state_check" CHECK ("whatsapp_campaigns"."state" in ('draft', 'launched', 'running', 'paused', 'done', 'ended')),
	CONSTRAINT "whatsapp_campaigns_quality_check" CHECK ("whatsapp_campaigns"."quality" in ('GREEN', 'YELLOW', 'RED', 'UNKNOWN')),
	CONSTRAINT "whatsapp_campaigns_starts_check" CHECK ("whatsapp_campaigns"."state" in ('draft', 'done', 'ended') or "whatsapp_campaigns"."starts_at" is not null)
);
--> statement-breakpoint
ALTER TABLE "whatsapp_campaigns" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "tags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "campaign_messages" ADD CONSTRAINT "campaign_messages_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_messages" ADD CONSTRAINT "campaign_messages_campaign_fk" FOREIGN KEY ("merchant_id","campaign_id") REFERENCES "public"."whatsapp_campaigns"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_messages" ADD CONSTRAINT "campaign_messages_contact_fk" FOREIGN KEY ("merchant_id","contact_id") REFERENCES "public"."contacts"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "whatsapp_campaigns" ADD CONSTRAINT "whatsapp_campaigns_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "whatsapp_campaigns" ADD CONSTRAINT "whatsapp_campaigns_channel_fk" FOREIGN KEY ("merchant_id","channel_id") REFERENCES "public"."whatsapp_channels"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "campaign_messages_due" ON "campaign_messages" USING btree ("merchant_id","campaign_id","state","due_at","id");--> statement-breakpoint
CREATE INDEX "campaign_messages_contact" ON "campaign_messages" USING btree ("merchant_id","contact_id");--> statement-breakpoint
CREATE UNIQUE INDEX "campaign_messages_message" ON "campaign_messages" USING btree ("merchant_id","message_id") WHERE message_id is not null;--> statement-breakpoint
CREATE INDEX "whatsapp_campaigns_newest" ON "whatsapp_campaigns" USING btree ("merchant_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "whatsapp_campaigns_channel" ON "whatsapp_campaigns" USING btree ("merchant_id","channel_id");--> statement-breakpoint
CREATE INDEX "whatsapp_campaigns_due" ON "whatsapp_campaigns" USING btree ("next_at") WHERE state in ('launched', 'running');--> statement-breakpoint
CREATE POLICY "campaign_messages_merchant" ON "campaign_messages" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "whatsapp_campaigns_merchant" ON "whatsapp_campaigns" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));