import { and, asc, desc, eq, gt, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { DeliveryState } from "@nexusone/contracts/webhooks";
import { webhookDeliveries, webhooks, webhookSecrets } from "../schema/webhooks.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type WebhookRow = typeof webhooks.$inferSelect;
export type NewWebhook = Pick<
  WebhookRow,
  "url" | "description" | "eventTypes" | "ordered" | "ratePerMinute" | "bodySignature" | "registeredAt"
>;
export type SecretRow = typeof webhookSecrets.$inferSelect;

/** The oldest first. */
export const listWebhookRows = (tx: MerchantTx): Promise<WebhookRow[]> =>
  tx.select().from(webhooks).orderBy(asc(webhooks.id));

export async function findWebhook(tx: MerchantTx, id: string): Promise<WebhookRow | undefined> {
  const [row] = await tx.select().from(webhooks).where(eq(webhooks.id, id));
  return row;
}

/** The row, kept from others until the transaction ends. */
export async function lockWebhook(tx: MerchantTx, id: string): Promise<WebhookRow | undefined> {
  const [row] = await tx.select().from(webhooks).where(eq(webhooks.id, id)).for("update");
  return row;
}

export async function insertWebhook(tx: MerchantTx, row: NewWebhook): Promise<WebhookRow> {
  const [inserted] = await tx.insert(webhooks).values(row).returning();
  return inserted!; // an insert without conflict clause returns its row or raises
}

export async function changeWebhook(
  tx: MerchantTx,
  id: string,
  change: Partial<Omit<WebhookRow, "merchantId" | "id" | "createdAt" | "updatedAt">>,
): Promise<void> {
  if (Object.keys(change).length > 0) await tx.update(webhooks).set(change).where(eq(webhooks.id, id));
}

/** With its secrets, deliveries and their log. */
export async function deleteWebhookRow(tx: MerchantTx, id: string): Promise<boolean> {
  const { rowCount } = await tx.delete(webhooks).where(eq(webhooks.id, id));
  return (rowCount ?? 0) > 0;
}

/** Secrets that are valid at `now`, of all endpoints or of one, the newest first. */
export const listValidSecrets = (tx: MerchantTx, now: Date, webhookId?: string): Promise<SecretRow[]> =>
  tx
    .select()
    .from(webhookSecrets)
    .where(
      and(
        webhookId === undefined ? undefined : eq(webhookSecrets.webhookId, webhookId),
        or(isNull(webhookSecrets.expiresAt), gt(webhookSecrets.expiresAt, now)),
      ),
    )
    .orderBy(desc(webhookSecrets.id));

/** Makes this the endpoint's secret. The one before is valid until `oldUntil`, those before that no more. */
export async function replaceSecret(
  tx: MerchantTx,
  secret: Pick<SecretRow, "webhookId" | "secretSealed" | "registeredAt">,
  oldUntil: Date,
): Promise<void> {
  const ofWebhook = eq(webhookSecrets.webhookId, secret.webhookId);
  await tx.delete(webhookSecrets).where(and(ofWebhook, sql`${webhookSecrets.expiresAt} is not null`));
  if (oldUntil <= secret.registeredAt) await tx.delete(webhookSecrets).where(ofWebhook);
  else await tx.update(webhookSecrets).set({ expiresAt: oldUntil }).where(ofWebhook);
  await tx.insert(webhookSecrets).values(secret);
}

const COUNTED: readonly DeliveryState[] = ["pending", "kept", "failed"];
const COUNT_CAP = 1_000;
export type DeliveryCounts = Readonly<Record<"pending" | "kept" | "failed", number>>;

/** Of each endpoint, counted up to 1,000: the capped subqueries walk their index no further. */
export async function countDeliveries(tx: MerchantTx): Promise<Map<string, DeliveryCounts>> {
  const { rows } = await tx.execute<{ webhook_id: string; state: "pending" | "kept" | "failed"; count: string }>(sql`
    select w.id as webhook_id, s.state, c.count
    from ${webhooks} w
    cross join unnest(array[${sql.join(
      COUNTED.map((state) => sql`${state}`),
      sql`, `,
    )}]::text[]) as s(state)
    cross join lateral (
      select count(*) as count from (
        select 1 from ${webhookDeliveries} d
        where d.merchant_id = w.merchant_id and d.webhook_id = w.id and d.state = s.state limit ${COUNT_CAP}
      ) capped
    ) c`);
  const counts = new Map<string, DeliveryCounts>();
  for (const { webhook_id: id, state, count } of rows)
    counts.set(id, { ...(counts.get(id) ?? { pending: 0, kept: 0, failed: 0 }), [state]: Number(count) });
  return counts;
}

/** Endpoints that may be sent to at `now`: switched on, not waiting for their own Retry-After, not above their rate (real time). */
export const listSendableWebhooks = (tx: MerchantTx, now: Date, realNow: Date): Promise<WebhookRow[]> =>
  tx
    .select()
    .from(webhooks)
    .where(
      and(
        or(isNull(webhooks.retryAfter), lte(webhooks.retryAfter, now)),
        or(isNull(webhooks.rateHeldUntil), lte(webhooks.rateHeldUntil, realNow)),
      ),
    )
    .orderBy(asc(webhooks.id));

/** Moves deliveries of an endpoint from one state to another. */
export async function moveDeliveries(
  tx: MerchantTx,
  webhookId: string,
  from: readonly DeliveryState[],
  change: Partial<Pick<typeof webhookDeliveries.$inferSelect, "state" | "nextAt" | "tries" | "claim" | "settledAt">>,
): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set(change)
    .where(and(eq(webhookDeliveries.webhookId, webhookId), inArray(webhookDeliveries.state, [...from])));
}
