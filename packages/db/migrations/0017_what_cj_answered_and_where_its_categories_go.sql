CREATE TABLE "category_mappings" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"supplier" text NOT NULL,
	"path" text[] NOT NULL,
	"path_key" text NOT NULL,
	"category_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "category_mappings_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "category_mappings_key" UNIQUE("merchant_id","supplier","path_key")
);
--> statement-breakpoint
ALTER TABLE "category_mappings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "cj_answers" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"environment" text NOT NULL,
	"key" text NOT NULL,
	"answer" jsonb NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cj_answers_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "cj_answers_key" UNIQUE("merchant_id","environment","key")
);
--> statement-breakpoint
ALTER TABLE "cj_answers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "category_mappings" ADD CONSTRAINT "category_mappings_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "category_mappings" ADD CONSTRAINT "category_mappings_category_fk" FOREIGN KEY ("merchant_id","category_id") REFERENCES "public"."categories"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cj_answers" ADD CONSTRAINT "cj_answers_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "category_mappings_category" ON "category_mappings" USING btree ("merchant_id","category_id");--> statement-breakpoint
CREATE INDEX "cj_answers_age" ON "cj_answers" USING btree ("merchant_id","read_at");--> statement-breakpoint
CREATE POLICY "category_mappings_merchant" ON "category_mappings" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "cj_answers_merchant" ON "cj_answers" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));