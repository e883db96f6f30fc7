ALTER TABLE "messages" ADD COLUMN "repeat_of" uuid;--> statement-breakpoint
CREATE INDEX "messages_outbox" ON "messages" USING btree ("merchant_id","conversation_id") WHERE state in ('queued', 'sending');--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_repeat" UNIQUE("merchant_id","repeat_of");