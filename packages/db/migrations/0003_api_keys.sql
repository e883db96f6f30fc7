CREATE TABLE "api_keys" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"key_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_by" uuid NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_keys_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "api_keys_hash_key" UNIQUE("key_hash")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_keys_recent" ON "api_keys" USING btree ("merchant_id","issued_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "api_keys_creator" ON "api_keys" USING btree ("merchant_id","created_by");--> statement-breakpoint
CREATE POLICY "api_keys_merchant" ON "api_keys" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));