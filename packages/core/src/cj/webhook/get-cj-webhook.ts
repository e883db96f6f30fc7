import type { CjWebhookView } from "@nexusone/contracts/inbox";
import { changeCjWebhook, findCjWebhook } from "@nexusone/db/queries/cj-webhooks";
import { messageFigures } from "@nexusone/db/queries/channel-events";
import { webhookFigures } from "@nexusone/db/system/inbox";
import { authorize } from "../../authorize.ts";
import { addMs, DAY_MS } from "../../clock.ts";
import type { ServiceContext } from "../../context.ts";
import { inMerchantTx, readMerchant } from "../../transaction.ts";
import { requireConnection } from "../connection.ts";
import { standingAddress } from "./address.ts";
import { keepCjWebhook } from "./keep-webhook.ts";

/** Whether CJ tells us of changes; null before the first attempt, and without a connection. The address itself stays secret. */
export async function getCjWebhook(ctx: ServiceContext): Promise<CjWebhookView | null> {
  authorize(ctx, "cj:read");
  const since = addMs(ctx.platform.clock.now(), -DAY_MS);
  return readMerchant(ctx, async (tx) => {
    const row = await findCjWebhook(tx);
    if (!row) return null;
    const [{ received, refused }, { waiting, failed, lastAt }] = [
      await webhookFigures(tx, row.keyHash, since),
      await messageFigures(tx, "cj"),
    ];
    return {
      state: row.state,
      reason: row.reason,
      nextAt: row.nextAt?.toISOString() ?? null,
      registeredAt: row.registeredAt?.toISOString() ?? null,
      lastMessageAt: lastAt?.toISOString() ?? null,
      received,
      refused,
      waiting,
      failed,
    };
  });
}

/** Registers our address at CJ now, whatever was before. What goes wrong is in the answer. Calls CJ. @throws `cj.not_connected` */
export async function registerCjWebhook(ctx: ServiceContext): Promise<CjWebhookView | null> {
  authorize(ctx, "cj:manage");
  const connection = await requireConnection(ctx);
  await inMerchantTx(ctx, async (tx) => {
    const { id, state } = await standingAddress(tx, ctx, connection);
    if (state !== "unreachable") await changeCjWebhook(tx, id, { state: "wanted", attempts: 0 });
  });
  await keepCjWebhook(ctx);
  return getCjWebhook(ctx);
}
