CREATE TABLE "chat_files" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"channel_id" uuid,
	"vendor_id" text,
	"announced_digest" text,
	"state" text NOT NULL,
	"reason" text,
	"reason_details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"kind" text NOT NULL,
	"voice" boolean DEFAULT false NOT NULL,
	"mime" text,
	"name" text DEFAULT '' NOT NULL,
	"bytes" bigint,
	"content_hash" text,
	"width" integer,
	"height" integer,
	"seconds" integer,
	"preview_bytes" integer,
	"uploads" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"owner_id" uuid,
	"received_at" timestamp with time zone NOT NULL,
	"unused_since" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chat_files_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "chat_files_state_check" CHECK ("chat_files"."state" in ('waiting', 'storing', 'ready', 'failed', 'gone', 'removing')),
	CONSTRAINT "chat_files_kind_check" CHECK ("chat_files"."kind" in ('image', 'video', 'audio', 'document', 'sticker')),
	CONSTRAINT "chat_files_ready_check" CHECK ("chat_files"."state" <> 'ready' or ("chat_files"."bytes" is not null and "chat_files"."mime" is not null))
);
--> statement-breakpoint
ALTER TABLE "chat_files" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "message_files" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"message_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_files_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "message_files_message" UNIQUE("merchant_id","message_id")
);
--> statement-breakpoint
ALTER TABLE "message_files" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "chat_files" ADD CONSTRAINT "chat_files_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_files" ADD CONSTRAINT "chat_files_channel_fk" FOREIGN KEY ("merchant_id","channel_id") REFERENCES "public"."whatsapp_channels"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_files" ADD CONSTRAINT "message_files_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_files" ADD CONSTRAINT "message_files_message_fk" FOREIGN KEY ("merchant_id","message_id") REFERENCES "public"."messages"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_files" ADD CONSTRAINT "message_files_file_fk" FOREIGN KEY ("merchant_id","file_id") REFERENCES "public"."chat_files"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chat_files_channel" ON "chat_files" USING btree ("merchant_id","channel_id");--> statement-breakpoint
CREATE INDEX "chat_files_unsettled" ON "chat_files" USING btree ("merchant_id","updated_at") WHERE state <> 'ready';--> statement-breakpoint
CREATE INDEX "chat_files_unused" ON "chat_files" USING btree ("merchant_id","unused_since") WHERE unused_since is not null;--> statement-breakpoint
CREATE INDEX "message_files_file" ON "message_files" USING btree ("merchant_id","file_id");--> statement-breakpoint
CREATE POLICY "chat_files_merchant" ON "chat_files" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "message_files_merchant" ON "message_files" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));