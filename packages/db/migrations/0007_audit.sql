CREATE TABLE "audit_logs" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"table_name" text NOT NULL,
	"row_id" uuid NOT NULL,
	"operation" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"user_id" uuid,
	"request_id" text,
	CONSTRAINT "audit_logs_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "audit_logs_operation_check" CHECK ("audit_logs"."operation" in ('insert', 'update', 'delete')),
	CONSTRAINT "audit_logs_actor_kind_check" CHECK ("audit_logs"."actor_kind" in ('user', 'extension_session', 'api_key', 'job', 'system', 'unknown'))
);
--> statement-breakpoint
ALTER TABLE "audit_logs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_logs" ADD CONSTRAINT "audit_logs_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_logs_table" ON "audit_logs" USING btree ("merchant_id","table_name","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "audit_logs_operation" ON "audit_logs" USING btree ("merchant_id","operation","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "audit_logs_table_operation" ON "audit_logs" USING btree ("merchant_id","table_name","operation","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "audit_logs_user" ON "audit_logs" USING btree ("merchant_id","user_id","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "audit_logs_user_table" ON "audit_logs" USING btree ("merchant_id","user_id","table_name","operation","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "audit_logs_actor" ON "audit_logs" USING btree ("merchant_id","actor_kind","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "audit_logs_row" ON "audit_logs" USING btree ("merchant_id","row_id","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE POLICY "audit_logs_merchant" ON "audit_logs" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));