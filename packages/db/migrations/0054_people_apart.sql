CREATE TABLE "contact_merge_rows" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"merge_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"row_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contact_merge_rows_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "contact_merge_rows_key" UNIQUE("merchant_id","merge_id","kind","row_id"),
	CONSTRAINT "contact_merge_rows_kind_check" CHECK ("contact_merge_rows"."kind" in ('identifier', 'address', 'message', 'note', 'alert', 'basket', 'contact'))
);
--> statement-breakpoint
ALTER TABLE "contact_merge_rows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contact_merges" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"contact_id" uuid NOT NULL,
	"merged_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_name" text NOT NULL,
	"kept" jsonb,
	"undone_at" timestamp with time zone,
	"undone_by_name" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contact_merges_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "contact_merges_undone_check" CHECK (("contact_merges"."undone_at" is null) = ("contact_merges"."undone_by_name" is null))
);
--> statement-breakpoint
ALTER TABLE "contact_merges" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "identity_conflicts" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"contact_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"digests" text[] NOT NULL,
	"source" text NOT NULL,
	"channel_id" uuid,
	"external_id" text,
	"at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by_name" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "identity_conflicts_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "identity_conflicts_key" UNIQUE("merchant_id","contact_id","other_id"),
	CONSTRAINT "identity_conflicts_source_check" CHECK ("identity_conflicts"."source" in ('message', 'change', 'shared', 'order', 'staff')),
	CONSTRAINT "identity_conflicts_pair_check" CHECK ("identity_conflicts"."contact_id" < "identity_conflicts"."other_id"),
	CONSTRAINT "identity_conflicts_decided_check" CHECK (("identity_conflicts"."decided_at" is null) = ("identity_conflicts"."decided_by_name" is null))
);
--> statement-breakpoint
ALTER TABLE "identity_conflicts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "sender_digests" text[];--> statement-breakpoint
ALTER TABLE "contact_merge_rows" ADD CONSTRAINT "contact_merge_rows_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_merge_rows" ADD CONSTRAINT "contact_merge_rows_merge_fk" FOREIGN KEY ("merchant_id","merge_id") REFERENCES "public"."contact_merges"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_merges" ADD CONSTRAINT "contact_merges_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_merges" ADD CONSTRAINT "contact_merges_contact_fk" FOREIGN KEY ("merchant_id","contact_id") REFERENCES "public"."contacts"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_merges" ADD CONSTRAINT "contact_merges_merged_fk" FOREIGN KEY ("merchant_id","merged_id") REFERENCES "public"."contacts"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_conflicts" ADD CONSTRAINT "identity_conflicts_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_conflicts" ADD CONSTRAINT "identity_conflicts_contact_fk" FOREIGN KEY ("merchant_id","contact_id") REFERENCES "public"."contacts"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_conflicts" ADD CONSTRAINT "identity_conflicts_other_fk" FOREIGN KEY ("merchant_id","other_id") REFERENCES "public"."contacts"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contact_merge_rows_row" ON "contact_merge_rows" USING btree ("merchant_id","row_id");--> statement-breakpoint
CREATE INDEX "contact_merges_contact" ON "contact_merges" USING btree ("merchant_id","contact_id","at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "contact_merges_merged" ON "contact_merges" USING btree ("merchant_id","merged_id");--> statement-breakpoint
CREATE UNIQUE INDEX "contact_merges_active" ON "contact_merges" USING btree ("merchant_id","merged_id") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "identity_conflicts_other" ON "identity_conflicts" USING btree ("merchant_id","other_id");--> statement-breakpoint
CREATE INDEX "identity_conflicts_open" ON "identity_conflicts" USING btree ("merchant_id","at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE decided_at is null;--> statement-breakpoint
CREATE POLICY "contact_merge_rows_merchant" ON "contact_merge_rows" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "contact_merges_merchant" ON "contact_merges" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "identity_conflicts_merchant" ON "identity_conflicts" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));