import type { DeliveriesPage, DeliveryDetail, DeliveryInput, ListDeliveriesInput } from "@nexusone/contracts/webhooks";
import { findDelivery, listDeliveryRows, listWebhookLogs } from "@nexusone/db/queries/webhook-deliveries";
import { findWebhook } from "@nexusone/db/queries/webhooks";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor } from "../catalog/cursor.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";
import { deliveryView } from "./webhook-view.ts";

const Cursor = z.object({ seq: z.number().int() });

/** What was or is to be sent to an endpoint, the newest event first. @throws request.not_found */
export async function listDeliveries(
  ctx: ServiceContext,
  { webhookId, state, cursor, limit }: z.output<typeof ListDeliveriesInput>,
): Promise<z.output<typeof DeliveriesPage>> {
  authorize(ctx, "webhooks:manage");
  const beforeSeq = decodeCursor(Cursor, cursor)?.seq;
  const rows = await readMerchant(ctx, async (tx) => {
    if (!(await findWebhook(tx, webhookId))) throw new DomainError("request.not_found");
    return listDeliveryRows(tx, { webhookId, state, beforeSeq, limit });
  });
  const page = cutPage(rows, limit, (row) => ({ seq: row.eventSeq }));
  return { ...page, items: page.items.map(deliveryView) };
}

/** A delivery with its last 50 attempts, exactly as sent and answered, the newest first. @throws request.not_found */
export async function getDelivery(
  ctx: ServiceContext,
  { deliveryId }: z.output<typeof DeliveryInput>,
): Promise<z.output<typeof DeliveryDetail>> {
  authorize(ctx, "webhooks:manage");
  const [row, logs] = await readMerchant(ctx, (tx) =>
    Promise.all([findDelivery(tx, deliveryId), listWebhookLogs(tx, deliveryId)]),
  );
  if (!row) throw new DomainError("request.not_found");
  return {
    ...deliveryView(row),
    log: logs.map((log) => ({
      id: log.id,
      at: log.at.toISOString(),
      durationMs: log.durationMs,
      url: log.url,
      requestHeaders: log.requestHeaders,
      requestBody: log.requestBody,
      status: log.status,
      responseHeaders: log.responseHeaders,
      responseBody: log.responseBody,
      reason: log.reason,
      details: log.details,
    })),
  };
}
