import { WebhookId } from "@nexusone/contracts/ids";
import type { DeliveryView, WebhookView } from "@nexusone/contracts/webhooks";
import type { DeliveryRow } from "@nexusone/db/queries/webhook-deliveries";
import {
  countDeliveries,
  findWebhook,
  listValidSecrets,
  listWebhookRows,
  type DeliveryCounts,
  type SecretRow,
  type WebhookRow,
} from "@nexusone/db/queries/webhooks";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DomainError } from "../errors.ts";

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** All endpoints as they may be shown, the oldest first. */
export async function viewWebhooks(tx: MerchantTx, now: Date): Promise<WebhookView[]> {
  const [rows, counts, secrets] = await Promise.all([
    listWebhookRows(tx),
    countDeliveries(tx),
    listValidSecrets(tx, now),
  ]);
  return rows.map((row) => view(row, counts.get(row.id), secrets));
}

/** @throws request.not_found */
export async function viewWebhook(tx: MerchantTx, id: string, now: Date): Promise<WebhookView> {
  const [row, counts, secrets] = await Promise.all([
    findWebhook(tx, id),
    countDeliveries(tx),
    listValidSecrets(tx, now, id),
  ]);
  if (!row) throw new DomainError("request.not_found");
  return view(row, counts.get(id), secrets);
}

function view(row: WebhookRow, counts: DeliveryCounts | undefined, secrets: readonly SecretRow[]): WebhookView {
  return {
    id: WebhookId.parse(row.id),
    url: row.url,
    description: row.description,
    eventTypes: row.eventTypes,
    ordered: row.ordered,
    ratePerMinute: row.ratePerMinute,
    bodySignature: row.bodySignature,
    state: row.state,
    failingSince: iso(row.failingSince),
    disabledAt: iso(row.disabledAt),
    disabledReason: row.disabledReason,
    lastReason: row.lastReason,
    lastDeliveredAt: iso(row.lastDeliveredAt),
    registeredAt: row.registeredAt.toISOString(),
    waiting: counts?.pending ?? 0,
    kept: counts?.kept ?? 0,
    failed: counts?.failed ?? 0,
    secrets: secrets
      .filter((secret) => secret.webhookId === row.id)
      .map(({ registeredAt, expiresAt }) => ({ registeredAt: registeredAt.toISOString(), expiresAt: iso(expiresAt) })),
  };
}

export const deliveryView = (row: DeliveryRow): DeliveryView => ({
  // Rows of ours: their ids are what the brands say.
  id: row.id as DeliveryView["id"],
  webhookId: row.webhookId as DeliveryView["webhookId"],
  eventId: row.eventId as DeliveryView["eventId"],
  eventType: row.eventType,
  happenedAt: row.happenedAt.toISOString(),
  state: row.state,
  attempts: row.attempts,
  nextAttemptAt: row.state === "pending" ? row.nextAt.toISOString() : null,
  deliveredAt: iso(row.deliveredAt),
  reason: row.reason,
});
