import type { UpdateWebhookInput, WebhookView } from "@nexusone/contracts/webhooks";
import { changeWebhook, lockWebhook, type NewWebhook } from "@nexusone/db/queries/webhooks";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { assertEndpointUrl } from "./endpoint-url.ts";
import { viewWebhook } from "./webhook-view.ts";

/** Changes what is named. Counts for what happens from now on, the address for every attempt. @throws webhooks.url_refused, request.not_found */
export async function updateWebhook(
  ctx: ServiceContext,
  { webhookId, ...input }: z.output<typeof UpdateWebhookInput>,
): Promise<WebhookView> {
  authorize(ctx, "webhooks:manage");
  if (input.url !== undefined) assertEndpointUrl(ctx.platform, input.url);
  return inMerchantTx(ctx, async (tx) => {
    const before = await lockWebhook(tx, webhookId);
    if (!before) throw new DomainError("request.not_found");
    // Fields that were not sent are undefined or absent, those that stay as they are no change.
    const change = Object.fromEntries(
      Object.entries(input).filter(
        ([name, value]) =>
          value !== undefined && JSON.stringify(before[name as keyof NewWebhook]) !== JSON.stringify(value),
      ),
    ) as Partial<NewWebhook>;
    const fields = Object.keys(change);
    if (fields.length > 0) {
      await changeWebhook(tx, webhookId, change);
      await recordEvent(tx, ctx, "webhook.updated", { webhookId, fields }, { kind: "webhook", id: webhookId });
    }
    return viewWebhook(tx, webhookId, ctx.platform.clock.now());
  });
}
