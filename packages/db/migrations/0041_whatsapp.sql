CREATE TABLE "advisor_alerts" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"conversation_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"detail" text DEFAULT '' NOT NULL,
	"triggered_at" timestamp with time zone NOT NULL,
	"handled_by_id" uuid,
	"handled_by_name" text,
	"handled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "advisor_alerts_pkey" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
ALTER TABLE "advisor_alerts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversation_notes" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"conversation_id" uuid NOT NULL,
	"by_user_id" uuid,
	"by_name" text NOT NULL,
	"content" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conversation_notes_pkey" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
ALTER TABLE "conversation_notes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversations" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"channel_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"state" text NOT NULL,
	"handler" text NOT NULL,
	"assignee_id" uuid,
	"snoozed_until" timestamp with time zone,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"recipient_phone" text,
	"recipient_user_id" text,
	"last_message_at" timestamp with time zone NOT NULL,
	"last_inbound_at" timestamp with time zone,
	"entry_at" timestamp with time zone,
	"unread" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conversations_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "conversations_key" UNIQUE("merchant_id","channel_id","contact_id"),
	CONSTRAINT "conversations_state_check" CHECK ("conversations"."state" in ('open', 'waiting', 'snoozed', 'closed')),
	CONSTRAINT "conversations_handler_check" CHECK ("conversations"."handler" in ('none', 'human', 'assistant')),
	CONSTRAINT "conversations_unread_check" CHECK ("conversations"."unread" >= 0)
);
--> statement-breakpoint
ALTER TABLE "conversations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "held_news" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"channel_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"callback_data" text,
	"kind" text NOT NULL,
	"item" jsonb NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "held_news_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "held_news_kind_check" CHECK ("held_news"."kind" in ('status', 'reaction', 'edit', 'revoke'))
);
--> statement-breakpoint
ALTER TABLE "held_news" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "message_reactions" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"message_id" uuid NOT NULL,
	"direction" text NOT NULL,
	"emoji" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_reactions_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "message_reactions_key" UNIQUE("merchant_id","message_id","direction"),
	CONSTRAINT "message_reactions_direction_check" CHECK ("message_reactions"."direction" in ('in', 'out'))
);
--> statement-breakpoint
ALTER TABLE "message_reactions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "messages" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"conversation_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"direction" text NOT NULL,
	"author" text NOT NULL,
	"author_user_id" uuid,
	"external_id" text,
	"kind" text NOT NULL,
	"content" text NOT NULL,
	"body" jsonb NOT NULL,
	"quoted_external_id" text,
	"state" text NOT NULL,
	"reason" text,
	"delivery" jsonb,
	"at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"edited_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"historic" boolean DEFAULT false NOT NULL,
	"priority" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"search" "tsvector" GENERATED ALWAYS AS (merchant_lexemes(merchant_id, to_tsvector('simple', left(content, 4096)))) STORED,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "messages_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "messages_external" UNIQUE("merchant_id","channel_id","external_id"),
	CONSTRAINT "messages_direction_check" CHECK ("messages"."direction" in ('in', 'out')),
	CONSTRAINT "messages_author_check" CHECK ("messages"."author" in ('user', 'assistant', 'human')),
	CONSTRAINT "messages_state_check" CHECK ("messages"."state" in ('received', 'queued', 'sending', 'unknown', 'accepted', 'sent', 'delivered', 'read', 'played', 'failed', 'cancelled')),
	CONSTRAINT "messages_priority_check" CHECK ("messages"."priority" in ('now', 'normal', 'campaign')),
	CONSTRAINT "messages_failed_check" CHECK ("messages"."state" <> 'failed' or "messages"."reason" is not null)
);
--> statement-breakpoint
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "saved_replies" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"name_lower" text NOT NULL,
	"content" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_replies_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "saved_replies_name" UNIQUE("merchant_id","name_lower")
);
--> statement-breakpoint
ALTER TABLE "saved_replies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "whatsapp_apps" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"environment" text NOT NULL,
	"external_id" text NOT NULL,
	"secret_sealed" text NOT NULL,
	"previous_secret_sealed" text,
	"previous_until" timestamp with time zone,
	"verify_token_sealed" text NOT NULL,
	"key_sealed" text NOT NULL,
	"key_hash" text NOT NULL,
	"verified_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "whatsapp_apps_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "whatsapp_apps_key" UNIQUE("merchant_id","environment","external_id"),
	CONSTRAINT "whatsapp_apps_address" UNIQUE("key_hash"),
	CONSTRAINT "whatsapp_apps_environment_check" CHECK ("whatsapp_apps"."environment" in ('sandbox', 'live'))
);
--> statement-breakpoint
ALTER TABLE "whatsapp_apps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "whatsapp_business_config" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"business_type" text NOT NULL,
	"time_zone" text NOT NULL,
	"hours" jsonb NOT NULL,
	"languages" text[] NOT NULL,
	"default_language" text NOT NULL,
	"quiet_from" integer NOT NULL,
	"quiet_to" integer NOT NULL,
	"stop_words" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "whatsapp_business_config_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "whatsapp_business_config_key" UNIQUE("merchant_id"),
	CONSTRAINT "whatsapp_business_config_business_type_check" CHECK ("whatsapp_business_config"."business_type" in ('retail', 'services', 'beauty', 'health', 'food', 'other')),
	CONSTRAINT "whatsapp_business_config_default_language_check" CHECK ("whatsapp_business_config"."default_language" in ('en', 'fr', 'es', 'pt', 'ar')),
	CONSTRAINT "whatsapp_business_config_quiet_check" CHECK ("whatsapp_business_config"."quiet_from" between 0 and 1439 and "whatsapp_business_config"."quiet_to" between 0 and 1439)
);
--> statement-breakpoint
ALTER TABLE "whatsapp_business_config" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "whatsapp_channels" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"environment" text NOT NULL,
	"provider" text NOT NULL,
	"external_id" text NOT NULL,
	"account_id" text,
	"app_id" uuid,
	"label" text NOT NULL,
	"display_phone" text,
	"display_name" text,
	"token_sealed" text NOT NULL,
	"key_sealed" text,
	"key_hash" text,
	"header_secret_sealed" text,
	"state" text NOT NULL,
	"reason" text,
	"quality" text DEFAULT 'UNKNOWN' NOT NULL,
	"daily_limit" integer,
	"paused_reason" text,
	"paused_until" timestamp with time zone,
	"connected_at" timestamp with time zone NOT NULL,
	"checked_at" timestamp with time zone,
	"check_at" timestamp with time zone,
	"heard_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "whatsapp_channels_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "whatsapp_channels_address" UNIQUE("key_hash"),
	CONSTRAINT "whatsapp_channels_environment_check" CHECK ("whatsapp_channels"."environment" in ('sandbox', 'live')),
	CONSTRAINT "whatsapp_channels_provider_check" CHECK ("whatsapp_channels"."provider" in ('cloud_api', 'whapi')),
	CONSTRAINT "whatsapp_channels_state_check" CHECK ("whatsapp_channels"."state" in ('connected', 'failing', 'disconnected')),
	CONSTRAINT "whatsapp_channels_quality_check" CHECK ("whatsapp_channels"."quality" in ('GREEN', 'YELLOW', 'RED', 'UNKNOWN')),
	CONSTRAINT "whatsapp_channels_account_check" CHECK ("whatsapp_channels"."provider" <> 'cloud_api' or "whatsapp_channels"."account_id" is not null)
);
--> statement-breakpoint
ALTER TABLE "whatsapp_channels" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "channel_events" ADD COLUMN "contact_id" uuid;--> statement-breakpoint
ALTER TABLE "advisor_alerts" ADD CONSTRAINT "advisor_alerts_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "advisor_alerts" ADD CONSTRAINT "advisor_alerts_conversation_fk" FOREIGN KEY ("merchant_id","conversation_id") REFERENCES "public"."conversations"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_notes" ADD CONSTRAINT "conversation_notes_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_notes" ADD CONSTRAINT "conversation_notes_conversation_fk" FOREIGN KEY ("merchant_id","conversation_id") REFERENCES "public"."conversations"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_channel_fk" FOREIGN KEY ("merchant_id","channel_id") REFERENCES "public"."whatsapp_channels"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_contact_fk" FOREIGN KEY ("merchant_id","contact_id") REFERENCES "public"."contacts"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "held_news" ADD CONSTRAINT "held_news_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "held_news" ADD CONSTRAINT "held_news_channel_fk" FOREIGN KEY ("merchant_id","channel_id") REFERENCES "public"."whatsapp_channels"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_reactions" ADD CONSTRAINT "message_reactions_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_reactions" ADD CONSTRAINT "message_reactions_message_fk" FOREIGN KEY ("merchant_id","message_id") REFERENCES "public"."messages"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_fk" FOREIGN KEY ("merchant_id","conversation_id") REFERENCES "public"."conversations"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_channel_fk" FOREIGN KEY ("merchant_id","channel_id") REFERENCES "public"."whatsapp_channels"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_replies" ADD CONSTRAINT "saved_replies_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "whatsapp_apps" ADD CONSTRAINT "whatsapp_apps_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "whatsapp_business_config" ADD CONSTRAINT "whatsapp_business_config_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "whatsapp_channels" ADD CONSTRAINT "whatsapp_channels_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "whatsapp_channels" ADD CONSTRAINT "whatsapp_channels_app_fk" FOREIGN KEY ("merchant_id","app_id") REFERENCES "public"."whatsapp_apps"("merchant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "advisor_alerts_open" ON "advisor_alerts" USING btree ("merchant_id","conversation_id") WHERE handled_at is null;--> statement-breakpoint
CREATE INDEX "advisor_alerts_conversation" ON "advisor_alerts" USING btree ("merchant_id","conversation_id");--> statement-breakpoint
CREATE INDEX "advisor_alerts_newest" ON "advisor_alerts" USING btree ("merchant_id","triggered_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "conversation_notes_thread" ON "conversation_notes" USING btree ("merchant_id","conversation_id","at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "conversations_contact" ON "conversations" USING btree ("merchant_id","contact_id");--> statement-breakpoint
CREATE INDEX "conversations_newest" ON "conversations" USING btree ("merchant_id","last_message_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "conversations_state" ON "conversations" USING btree ("merchant_id","state","last_message_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "conversations_assignee" ON "conversations" USING btree ("merchant_id","assignee_id","last_message_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "conversations_unread" ON "conversations" USING btree ("merchant_id","last_message_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE unread > 0;--> statement-breakpoint
CREATE INDEX "conversations_snoozed" ON "conversations" USING btree ("snoozed_until") WHERE state = 'snoozed';--> statement-breakpoint
CREATE INDEX "held_news_message" ON "held_news" USING btree ("merchant_id","channel_id","external_id");--> statement-breakpoint
CREATE INDEX "held_news_age" ON "held_news" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "messages_thread" ON "messages" USING btree ("merchant_id","conversation_id","at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "messages_newest" ON "messages" USING btree ("merchant_id","at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "messages_due" ON "messages" USING btree ("merchant_id","due_at") WHERE state in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "messages_search" ON "messages" USING gin ("search") WITH (fastupdate=false);--> statement-breakpoint
CREATE UNIQUE INDEX "whatsapp_channels_number" ON "whatsapp_channels" USING btree ("environment","provider","external_id") WHERE state <> 'disconnected';--> statement-breakpoint
CREATE INDEX "whatsapp_channels_own" ON "whatsapp_channels" USING btree ("merchant_id","provider","external_id");--> statement-breakpoint
CREATE INDEX "whatsapp_channels_app" ON "whatsapp_channels" USING btree ("merchant_id","app_id");--> statement-breakpoint
CREATE INDEX "whatsapp_channels_account" ON "whatsapp_channels" USING btree ("environment","account_id");--> statement-breakpoint
CREATE INDEX "whatsapp_channels_check" ON "whatsapp_channels" USING btree ("check_at");--> statement-breakpoint
ALTER TABLE "channel_events" ADD CONSTRAINT "channel_events_contact_fk" FOREIGN KEY ("merchant_id","contact_id") REFERENCES "public"."contacts"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "channel_events_contact" ON "channel_events" USING btree ("merchant_id","contact_id");--> statement-breakpoint
CREATE POLICY "advisor_alerts_merchant" ON "advisor_alerts" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "conversation_notes_merchant" ON "conversation_notes" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "conversations_merchant" ON "conversations" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "held_news_merchant" ON "held_news" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "message_reactions_merchant" ON "message_reactions" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "messages_merchant" ON "messages" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "saved_replies_merchant" ON "saved_replies" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "whatsapp_apps_merchant" ON "whatsapp_apps" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "whatsapp_business_config_merchant" ON "whatsapp_business_config" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "whatsapp_channels_merchant" ON "whatsapp_channels" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));