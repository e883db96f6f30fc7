import { MAX_WEBHOOKS, type CreatedWebhook, type CreateWebhookInput } from "@nexusone/contracts/webhooks";
import { insertWebhook, listWebhookRows, replaceSecret } from "@nexusone/db/queries/webhooks";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { assertEndpointUrl } from "./endpoint-url.ts";
import { SECRET_PURPOSE } from "./register-webhook-secret.ts";
import { drawSecret } from "./sign.ts";
import { viewWebhook } from "./webhook-view.ts";

/**
 * Registers an endpoint for what happens from now on. The answer holds its secret, this once.
 * @throws webhooks.url_refused, webhooks.too_many {limit}
 */
export async function createWebhook(
  ctx: ServiceContext,
  input: z.output<typeof CreateWebhookInput>,
): Promise<CreatedWebhook> {
  authorize(ctx, "webhooks:manage");
  const { clock, keyring } = ctx.platform;
  assertEndpointUrl(ctx.platform, input.url);
  const now = clock.now();
  const secret = drawSecret();
  return inMerchantTx(ctx, async (tx) => {
    // Two at the same moment may pass by one: the limit keeps a list readable, nothing depends on it.
    if ((await listWebhookRows(tx)).length >= MAX_WEBHOOKS)
      throw new DomainError("webhooks.too_many", { limit: MAX_WEBHOOKS });
    const eventTypes = [...new Set(input.eventTypes)];
    const { id: webhookId } = await insertWebhook(tx, { ...input, eventTypes, registeredAt: now });
    const secretSealed = keyring.seal(secret, SECRET_PURPOSE);
    await replaceSecret(tx, { webhookId, secretSealed, registeredAt: now }, now);
    await recordEvent(tx, ctx, "webhook.created", { webhookId }, { kind: "webhook", id: webhookId });
    return { webhook: await viewWebhook(tx, webhookId, now), secret };
  });
}
