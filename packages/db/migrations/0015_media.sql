CREATE TABLE "media_files" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"owner_id" uuid,
	"content_hash" text NOT NULL,
	"mime" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"bytes" bigint NOT NULL,
	"original_name" text NOT NULL,
	"source_url" text,
	"variants" jsonb NOT NULL,
	"state" text NOT NULL,
	"unused_since" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "media_files_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "media_files_state_check" CHECK ("media_files"."state" in ('storing', 'ready', 'removing')),
	CONSTRAINT "media_files_mime_check" CHECK ("media_files"."mime" in ('image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'))
);
--> statement-breakpoint
ALTER TABLE "media_files" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "product_media" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"product_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"media_id" uuid,
	"source_url" text,
	"alt" text DEFAULT '' NOT NULL,
	"reason" text,
	"reason_details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_media_pkey" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
ALTER TABLE "product_media" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "image_media_id" uuid;--> statement-breakpoint
ALTER TABLE "media_files" ADD CONSTRAINT "media_files_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_media" ADD CONSTRAINT "product_media_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_media" ADD CONSTRAINT "product_media_product_fk" FOREIGN KEY ("merchant_id","product_id") REFERENCES "public"."products"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_media" ADD CONSTRAINT "product_media_media_fk" FOREIGN KEY ("merchant_id","media_id") REFERENCES "public"."media_files"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "media_files_content" ON "media_files" USING btree ("merchant_id","content_hash") WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX "media_files_unfinished" ON "media_files" USING btree ("merchant_id","updated_at") WHERE state <> 'ready';--> statement-breakpoint
CREATE INDEX "media_files_unused" ON "media_files" USING btree ("merchant_id","id" DESC NULLS FIRST) WHERE unused_since is not null;--> statement-breakpoint
CREATE INDEX "product_media_place" ON "product_media" USING btree ("merchant_id","product_id","position");--> statement-breakpoint
CREATE INDEX "product_media_file" ON "product_media" USING btree ("merchant_id","media_id");--> statement-breakpoint
CREATE INDEX "product_media_waiting" ON "product_media" USING btree ("merchant_id","updated_at") WHERE media_id is null and reason is null and source_url is not null;--> statement-breakpoint
CREATE POLICY "media_files_merchant" ON "media_files" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "product_media_merchant" ON "product_media" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));