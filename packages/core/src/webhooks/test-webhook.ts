import type { WebhookInput } from "@nexusone/contracts/webhooks";
import { findWebhook } from "@nexusone/db/queries/webhooks";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";

/** Sends `webhook.test` to this endpoint alone, also to one that is paused or disabled. @throws request.not_found */
export async function testWebhook(ctx: ServiceContext, { webhookId }: z.output<typeof WebhookInput>): Promise<void> {
  authorize(ctx, "webhooks:manage");
  await inMerchantTx(ctx, async (tx) => {
    if (!(await findWebhook(tx, webhookId))) throw new DomainError("request.not_found");
    await recordEvent(tx, ctx, "webhook.test", { webhookId }, { kind: "webhook", id: webhookId });
  });
}
