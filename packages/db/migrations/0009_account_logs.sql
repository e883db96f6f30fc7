CREATE TABLE "account_logs" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"user_id" uuid,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"act" text NOT NULL,
	"address" text,
	"user_agent" text,
	"about" text,
	"actor" text NOT NULL,
	CONSTRAINT "account_logs_act_check" CHECK ("account_logs"."act" in ('account_created', 'dead_letters_retried', 'email_changed', 'email_confirmed', 'link_sent', 'password_changed', 'platform_admin_ended', 'platform_admin_made', 'profile_changed', 'session_ended', 'sign_in_refused', 'signed_in'))
);
--> statement-breakpoint
ALTER TABLE "account_logs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "account_logs" ADD CONSTRAINT "account_logs_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_logs_user" ON "account_logs" USING btree ("user_id","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "account_logs_at" ON "account_logs" USING btree ("at");--> statement-breakpoint
CREATE POLICY "account_logs_user" ON "account_logs" AS PERMISSIVE FOR SELECT TO public USING ("user_id" = (select nullif(current_setting('app.user_id', true), '')::uuid));