import type { WebhookInput } from "@nexusone/contracts/webhooks";
import { deleteWebhookRow } from "@nexusone/db/queries/webhooks";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";

/** Forgets an endpoint with its secrets, deliveries and their log. @throws request.not_found */
export async function deleteWebhook(ctx: ServiceContext, { webhookId }: z.output<typeof WebhookInput>): Promise<void> {
  authorize(ctx, "webhooks:manage");
  await inMerchantTx(ctx, async (tx) => {
    if (!(await deleteWebhookRow(tx, webhookId))) throw new DomainError("request.not_found");
    await recordEvent(tx, ctx, "webhook.deleted", { webhookId }, { kind: "webhook", id: webhookId });
  });
}
