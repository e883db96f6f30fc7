import type { WebhookView } from "@nexusone/contracts/webhooks";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { viewWebhooks } from "./webhook-view.ts";

/** The merchant's endpoints with their state and what waits, the oldest first. */
export async function listWebhooks(ctx: ServiceContext): Promise<WebhookView[]> {
  authorize(ctx, "webhooks:read");
  return readMerchant(ctx, (tx) => viewWebhooks(tx, ctx.platform.clock.now()));
}
