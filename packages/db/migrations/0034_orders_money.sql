ALTER TABLE "orders" ADD COLUMN "money" text DEFAULT 'unpaid' NOT NULL;--> statement-breakpoint
CREATE INDEX "orders_money" ON "orders" USING btree ("merchant_id","money","placed_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_money_check" CHECK ("orders"."money" in ('unpaid', 'partially_paid', 'paid', 'overpaid', 'partially_refunded', 'refunded'));--> statement-breakpoint
UPDATE "orders" o SET "money" = CASE
	WHEN m.came = 0 THEN CASE o.total_minor WHEN 0 THEN 'paid' ELSE 'unpaid' END
	WHEN m.went > 0 THEN CASE m.went WHEN m.came THEN 'refunded' ELSE 'partially_refunded' END
	WHEN m.came < o.total_minor THEN 'partially_paid'
	WHEN m.came = o.total_minor THEN 'paid'
	ELSE 'overpaid'
END
FROM (
	SELECT x.merchant_id, x.id,
		coalesce(sum(p.amount_minor) FILTER (WHERE p.kind = 'capture'), 0) AS came,
		coalesce(sum(p.amount_minor) FILTER (WHERE p.kind = 'refund'), 0) AS went
	FROM "orders" x LEFT JOIN "payments" p ON p.merchant_id = x.merchant_id AND p.order_id = x.id
	GROUP BY x.merchant_id, x.id
) m
WHERE m.merchant_id = o.merchant_id AND m.id = o.id AND (m.came > 0 OR o.total_minor = 0);