CREATE TABLE "commission_lines" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"payment_id" uuid NOT NULL,
	"capture_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"platform_minor" bigint NOT NULL,
	"client_minor" bigint NOT NULL,
	"fee_minor" bigint NOT NULL,
	"platform_bps" integer NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "commission_lines_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "commission_lines_key" UNIQUE("merchant_id","payment_id","capture_id"),
	CONSTRAINT "commission_lines_sum_check" CHECK ("commission_lines"."amount_minor" = "commission_lines"."tax_minor" + "commission_lines"."platform_minor" + "commission_lines"."client_minor" and "commission_lines"."platform_bps" between 0 and 10000)
);
--> statement-breakpoint
ALTER TABLE "commission_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payments" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"order_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"method" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"reference" text NOT NULL,
	"note" text NOT NULL,
	"by_name" text NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payments_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "payments_reference_key" UNIQUE("merchant_id","method","reference"),
	CONSTRAINT "payments_kind_check" CHECK ("payments"."kind" in ('capture', 'refund')),
	CONSTRAINT "payments_method_check" CHECK ("payments"."method" in ('hand', 'sandbox')),
	CONSTRAINT "payments_amount_check" CHECK ("payments"."amount_minor" > 0)
);
--> statement-breakpoint
ALTER TABLE "payments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "commission_lines" ADD CONSTRAINT "commission_lines_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commission_lines" ADD CONSTRAINT "commission_lines_payment_fk" FOREIGN KEY ("merchant_id","payment_id") REFERENCES "public"."payments"("merchant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commission_lines" ADD CONSTRAINT "commission_lines_capture_fk" FOREIGN KEY ("merchant_id","capture_id") REFERENCES "public"."payments"("merchant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_order_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "commission_lines_capture" ON "commission_lines" USING btree ("merchant_id","capture_id");--> statement-breakpoint
CREATE INDEX "commission_lines_time" ON "commission_lines" USING btree ("merchant_id","happened_at");--> statement-breakpoint
CREATE INDEX "payments_order" ON "payments" USING btree ("merchant_id","order_id");--> statement-breakpoint
CREATE INDEX "payments_newest" ON "payments" USING btree ("merchant_id","happened_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE POLICY "commission_lines_merchant" ON "commission_lines" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "payments_merchant" ON "payments" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));