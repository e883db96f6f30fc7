CREATE TABLE "order_batch_rows" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"batch_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"order_id" uuid NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"digest" text NOT NULL,
	"currency" text NOT NULL,
	"total_minor" bigint NOT NULL,
	"cost_minor" bigint,
	"pays" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "order_batch_rows_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "order_batch_rows_key" UNIQUE("merchant_id","batch_id","position"),
	CONSTRAINT "order_batch_rows_order" UNIQUE("merchant_id","batch_id","order_id"),
	CONSTRAINT "order_batch_rows_state_check" CHECK ("order_batch_rows"."state" in ('planned', 'excluded', 'doing', 'done', 'refused'))
);
--> statement-breakpoint
ALTER TABLE "order_batch_rows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "order_batches" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"state" text NOT NULL,
	"act" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"carrier" text DEFAULT '' NOT NULL,
	"selection" jsonb NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"read_to" jsonb,
	"user_id" uuid,
	"user_name" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "order_batches_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "order_batches_state_check" CHECK ("order_batches"."state" in ('reading', 'ready', 'running', 'done')),
	CONSTRAINT "order_batches_act_check" CHECK ("order_batches"."act" in ('confirm', 'hold', 'release', 'resend', 'pay', 'ship', 'deliver', 'cancel'))
);
--> statement-breakpoint
ALTER TABLE "order_batches" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "order_batch_rows" ADD CONSTRAINT "order_batch_rows_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_batch_rows" ADD CONSTRAINT "order_batch_rows_batch_fk" FOREIGN KEY ("merchant_id","batch_id") REFERENCES "public"."order_batches"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_batch_rows" ADD CONSTRAINT "order_batch_rows_order_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_batches" ADD CONSTRAINT "order_batches_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_batch_rows_state" ON "order_batch_rows" USING btree ("merchant_id","batch_id","state","position");--> statement-breakpoint
CREATE INDEX "order_batch_rows_of" ON "order_batch_rows" USING btree ("merchant_id","order_id");--> statement-breakpoint
CREATE INDEX "order_batches_recent" ON "order_batches" USING btree ("merchant_id","created_at");--> statement-breakpoint
CREATE POLICY "order_batch_rows_merchant" ON "order_batch_rows" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "order_batches_merchant" ON "order_batches" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));