-- The words of a text as a search compares them: no accents and other marks, cut wherever something is neither letter nor digit.
CREATE FUNCTION plain_words(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = '' AS $$
  SELECT lower(btrim(regexp_replace(
    regexp_replace(normalize(words, NFKD) COLLATE pg_catalog.pg_unicode_fast, '[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+', '', 'g'),
    '[^[:alnum:]]+', ' ', 'g')))
$$;
--> statement-breakpoint
CREATE TABLE "conversation_presence" (
	"merchant_id" uuid DEFAULT nullif(current_setting('app.merchant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT uuidv7() NOT NULL,
	"conversation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"typing_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conversation_presence_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "conversation_presence_key" UNIQUE("merchant_id","conversation_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "conversation_presence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "conversations_assignee";--> statement-breakpoint
ALTER TABLE "messages" ALTER COLUMN "search" SET EXPRESSION AS (merchant_lexemes(merchant_id, to_tsvector('simple', plain_words(left(content, 4096)))));--> statement-breakpoint
ALTER TABLE "conversation_presence" ADD CONSTRAINT "conversation_presence_merchant_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_presence" ADD CONSTRAINT "conversation_presence_conversation_fk" FOREIGN KEY ("merchant_id","conversation_id") REFERENCES "public"."conversations"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversation_presence_age" ON "conversation_presence" USING btree ("seen_at");--> statement-breakpoint
CREATE INDEX "conversations_assignee" ON "conversations" USING btree ("merchant_id","assignee_id","state","last_message_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE POLICY "conversation_presence_merchant" ON "conversation_presence" AS PERMISSIVE FOR ALL TO public USING ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid)) WITH CHECK ("merchant_id" = (select nullif(current_setting('app.merchant_id', true), '')::uuid));