CREATE TABLE "message_templates" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"environment" text,
	"account_id" text,
	"external_id" text,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"type" text NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"unread" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"sent_version" integer,
	"asked_category" text,
	"category" text,
	"next_category" text,
	"next_category_at" timestamp with time zone,
	"status" text,
	"status_at" timestamp with time zone,
	"status_reason" text,
	"advice" text,
	"disable_at" timestamp with time zone,
	"quality" text,
	"submitted_at" timestamp with time zone,
	"created_by_id" uuid,
	"created_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_templates_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "message_templates_key" UNIQUE NULLS NOT DISTINCT("merchant_id","environment","account_id","name","language"),
	CONSTRAINT "message_templates_environment_check" CHECK ("message_templates"."environment" in ('sandbox', 'live')),
	CONSTRAINT "message_templates_type_check" CHECK ("message_templates"."type" in ('text', 'media', 'buttons', 'other')),
	CONSTRAINT "message_templates_state_check" CHECK ("message_templates"."state" in ('active', 'archived')),
	CONSTRAINT "message_templates_asked_category_check" CHECK ("message_templates"."asked_category" in ('MARKETING', 'UTILITY', 'AUTHENTICATION')),
	CONSTRAINT "message_templates_category_check" CHECK ("message_templates"."category" ~ '^[A-Z0-9_]{1,40}$'),
	CONSTRAINT "message_templates_next_category_check" CHECK ("message_templates"."next_category" ~ '^[A-Z0-9_]{1,40}$'),
	CONSTRAINT "message_templates_status_check" CHECK ("message_templates"."status" ~ '^[A-Z0-9_]{1,40}$'),
	CONSTRAINT "message_templates_quality_check" CHECK ("message_templates"."quality" ~ '^[A-Z0-9_]{1,40}$'),
	CONSTRAINT "message_templates_account_check" CHECK (("message_templates"."environment" is null) = ("message_templates"."account_id" is null)),
	CONSTRAINT "message_templates_sent_check" CHECK ("message_templates"."sent_version" <= "message_templates"."version" and "message_templates"."version" >= 1)
);
--> statement-breakpoint
ALTER TABLE "message_templates" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "template_accounts" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"environment" text NOT NULL,
	"account_id" text NOT NULL,
	"synced_at" timestamp with time zone,
	"reason" text,
	"sync_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "template_accounts_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "template_accounts_key" UNIQUE("merchant_id","environment","account_id"),
	CONSTRAINT "template_accounts_environment_check" CHECK ("template_accounts"."environment" in ('sandbox', 'live'))
);
--> statement-breakpoint
ALTER TABLE "template_accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "template_submissions" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"template_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"was_approved" boolean NOT NULL,
	"asked_category" text NOT NULL,
	"reason" text,
	"detail" text,
	"sent_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"outcome" text,
	"outcome_reason" text,
	"decided_at" timestamp with time zone,
	"by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "template_submissions_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "template_submissions_kind_check" CHECK ("template_submissions"."kind" in ('create', 'edit')),
	CONSTRAINT "template_submissions_state_check" CHECK ("template_submissions"."state" in ('sending', 'accepted', 'refused', 'unknown')),
	CONSTRAINT "template_submissions_asked_category_check" CHECK ("template_submissions"."asked_category" in ('MARKETING', 'UTILITY', 'AUTHENTICATION'))
);
--> statement-breakpoint
ALTER TABLE "template_submissions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "template_versions" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"template_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"source" text NOT NULL,
	"by_user_id" uuid,
	"by_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "template_versions_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "template_versions_key" UNIQUE("merchant_id","template_id","version"),
	CONSTRAINT "template_versions_source_check" CHECK ("template_versions"."source" in ('person', 'default', 'meta'))
);
--> statement-breakpoint
ALTER TABLE "template_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "message_templates" ADD CONSTRAINT "message_templates_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_accounts" ADD CONSTRAINT "template_accounts_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_submissions" ADD CONSTRAINT "template_submissions_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_submissions" ADD CONSTRAINT "template_submissions_template_fk" FOREIGN KEY ("merchant_id","template_id") REFERENCES "public"."message_templates"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_versions" ADD CONSTRAINT "template_versions_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_versions" ADD CONSTRAINT "template_versions_template_fk" FOREIGN KEY ("merchant_id","template_id") REFERENCES "public"."message_templates"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "message_templates_list" ON "message_templates" USING btree ("merchant_id","name","language","id");--> statement-breakpoint
CREATE INDEX "message_templates_external" ON "message_templates" USING btree ("merchant_id","account_id","external_id");--> statement-breakpoint
CREATE INDEX "template_accounts_due" ON "template_accounts" USING btree ("sync_at");--> statement-breakpoint
CREATE INDEX "template_submissions_template" ON "template_submissions" USING btree ("merchant_id","template_id","sent_at");--> statement-breakpoint
CREATE INDEX "template_submissions_sent" ON "template_submissions" USING btree ("merchant_id","sent_at");--> statement-breakpoint
CREATE POLICY "message_templates_merchant" ON "message_templates" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "template_accounts_merchant" ON "template_accounts" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "template_submissions_merchant" ON "template_submissions" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "template_versions_merchant" ON "template_versions" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));