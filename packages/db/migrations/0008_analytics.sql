CREATE TABLE "integration_analytics" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"area" text NOT NULL,
	"operation" text NOT NULL,
	"outcome" text NOT NULL,
	"calls" integer NOT NULL,
	"total_ms" bigint NOT NULL,
	"max_ms" integer NOT NULL,
	"histogram" integer[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "integration_analytics_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "integration_analytics_key" UNIQUE("merchant_id","hour","area","operation","outcome"),
	CONSTRAINT "integration_analytics_area_check" CHECK ("integration_analytics"."area" in ('admin', 'api', 'extension', 'vendor', 'job', 'webhook', 'query', 'feature')),
	CONSTRAINT "integration_analytics_histogram_check" CHECK (cardinality("integration_analytics"."histogram") = 11)
);
--> statement-breakpoint
ALTER TABLE "integration_analytics" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "slow_statements" (
	"day" date NOT NULL,
	"name" text NOT NULL,
	"statement" text NOT NULL,
	"calls" integer NOT NULL,
	"total_ms" bigint NOT NULL,
	"max_ms" integer NOT NULL,
	CONSTRAINT "slow_statements_pkey" PRIMARY KEY("day","name")
);
--> statement-breakpoint
CREATE TABLE "user_integration_settings" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"user_id" uuid NOT NULL,
	"default_range" text NOT NULL,
	"pinned" jsonb NOT NULL,
	"count_my_use" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_integration_settings_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "user_integration_settings_user_key" UNIQUE("merchant_id","user_id"),
	CONSTRAINT "user_integration_settings_default_range_check" CHECK ("user_integration_settings"."default_range" in ('24h', '7d', '30d', '90d'))
);
--> statement-breakpoint
ALTER TABLE "user_integration_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "integration_analytics" ADD CONSTRAINT "integration_analytics_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_integration_settings" ADD CONSTRAINT "user_integration_settings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_integration_settings" ADD CONSTRAINT "user_integration_settings_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "integration_analytics_operation" ON "integration_analytics" USING btree ("merchant_id","area","operation","hour" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "integration_analytics_hour" ON "integration_analytics" USING btree ("hour");--> statement-breakpoint
CREATE POLICY "integration_analytics_merchant" ON "integration_analytics" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "user_integration_settings_merchant" ON "user_integration_settings" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));