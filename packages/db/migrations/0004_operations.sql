CREATE TABLE "operations" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"queue" text NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"progress" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"max_attempts" integer NOT NULL,
	"reason" text,
	"reason_details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"subject_kind" text,
	"subject_id" uuid,
	"payload" jsonb NOT NULL,
	"user_id" uuid,
	"user_name" text NOT NULL,
	"run" integer DEFAULT 1 NOT NULL,
	"claim" uuid,
	"run_after" timestamp with time zone,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "operations_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "operations_status_check" CHECK ("operations"."status" in ('queued', 'active', 'completed', 'failed', 'discarded')),
	CONSTRAINT "operations_progress_check" CHECK ("operations"."progress" between 0 and 100)
);
--> statement-breakpoint
ALTER TABLE "operations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "operations_status" ON "operations" USING btree ("merchant_id","status","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "operations_queue" ON "operations" USING btree ("merchant_id","queue","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "operations_queue_status" ON "operations" USING btree ("merchant_id","queue","status","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "operations_subject" ON "operations" USING btree ("merchant_id","subject_kind","subject_id","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE POLICY "operations_merchant" ON "operations" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));