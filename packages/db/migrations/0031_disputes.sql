CREATE TABLE "disputes" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"order_id" uuid NOT NULL,
	"supplier_order_id" uuid NOT NULL,
	"state" text NOT NULL,
	"reference" text NOT NULL,
	"note" text NOT NULL,
	"by_name" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	"refund_usd_minor" bigint,
	"refund_minor" bigint,
	"rate" text,
	"rate_as_of" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "disputes_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "disputes_state_check" CHECK ("disputes"."state" in ('open', 'refunded', 'reissued', 'refused')),
	CONSTRAINT "disputes_outcome_check" CHECK (("disputes"."state" = 'open') = ("disputes"."settled_at" is null)
        and ("disputes"."state" = 'refunded') = ("disputes"."refund_usd_minor" is not null)
        and ("disputes"."refund_usd_minor" is null) = ("disputes"."refund_minor" is null)
        and ("disputes"."refund_usd_minor" is null) = ("disputes"."rate" is null) and ("disputes"."rate" is null) = ("disputes"."rate_as_of" is null))
);
--> statement-breakpoint
ALTER TABLE "disputes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "supplier_orders" ADD COLUMN "dispute_told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_order_fk" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_supplier_order_fk" FOREIGN KEY ("merchant_id","supplier_order_id") REFERENCES "public"."supplier_orders"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "disputes_open" ON "disputes" USING btree ("merchant_id","supplier_order_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "disputes_order" ON "disputes" USING btree ("merchant_id","order_id");--> statement-breakpoint
CREATE INDEX "disputes_supplier_order" ON "disputes" USING btree ("merchant_id","supplier_order_id");--> statement-breakpoint
CREATE POLICY "disputes_merchant" ON "disputes" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));