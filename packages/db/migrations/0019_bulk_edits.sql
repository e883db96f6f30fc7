CREATE TABLE "bulk_edit_rows" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"edit_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"product_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"reason_details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bulk_edit_rows_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "bulk_edit_rows_key" UNIQUE("merchant_id","edit_id","position"),
	CONSTRAINT "bulk_edit_rows_product" UNIQUE("merchant_id","edit_id","product_id"),
	CONSTRAINT "bulk_edit_rows_state_check" CHECK ("bulk_edit_rows"."state" in ('planned', 'excluded', 'changed', 'skipped', 'restored', 'kept'))
);
--> statement-breakpoint
ALTER TABLE "bulk_edit_rows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "bulk_edits" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"state" text NOT NULL,
	"change" jsonb NOT NULL,
	"selection" jsonb NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"read_to" jsonb,
	"user_id" uuid,
	"user_name" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"undoable_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bulk_edits_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "bulk_edits_state_check" CHECK ("bulk_edits"."state" in ('reading', 'ready', 'running', 'done', 'undoing', 'undone'))
);
--> statement-breakpoint
ALTER TABLE "bulk_edits" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "bulk_edit_rows" ADD CONSTRAINT "bulk_edit_rows_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_edit_rows" ADD CONSTRAINT "bulk_edit_rows_edit_fk" FOREIGN KEY ("merchant_id","edit_id") REFERENCES "public"."bulk_edits"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_edits" ADD CONSTRAINT "bulk_edits_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_edit_rows_state" ON "bulk_edit_rows" USING btree ("merchant_id","edit_id","state","position");--> statement-breakpoint
CREATE INDEX "bulk_edits_recent" ON "bulk_edits" USING btree ("merchant_id","created_at");--> statement-breakpoint
CREATE POLICY "bulk_edit_rows_merchant" ON "bulk_edit_rows" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "bulk_edits_merchant" ON "bulk_edits" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));
