import type { CreatedWebhook, RegisterWebhookSecretInput } from "@nexusone/contracts/webhooks";
import { lockWebhook, replaceSecret } from "@nexusone/db/queries/webhooks";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { addMs, HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { drawSecret } from "./sign.ts";
import { viewWebhook } from "./webhook-view.ts";

/** What sealed secrets of endpoints are bound to. */
export const SECRET_PURPOSE = "webhook_secrets.secret";

/**
 * Gives an endpoint another secret, theirs or a new one, answered this once. For the overlap every delivery carries the
 * signatures of both; a third is never valid.
 * @throws request.not_found
 */
export async function registerWebhookSecret(
  ctx: ServiceContext,
  input: z.output<typeof RegisterWebhookSecretInput>,
): Promise<CreatedWebhook> {
  authorize(ctx, "webhooks:manage");
  const { webhookId, secret = drawSecret(), overlapHours } = input;
  const now = ctx.platform.clock.now();
  return inMerchantTx(ctx, async (tx) => {
    if (!(await lockWebhook(tx, webhookId))) throw new DomainError("request.not_found");
    const secretSealed = ctx.platform.keyring.seal(secret, SECRET_PURPOSE);
    await replaceSecret(tx, { webhookId, secretSealed, registeredAt: now }, addMs(now, overlapHours * HOUR_MS));
    await recordEvent(tx, ctx, "webhook.secret_registered", { webhookId }, { kind: "webhook", id: webhookId });
    return { webhook: await viewWebhook(tx, webhookId, now), secret };
  });
}
