import { keepCjWebhook } from "@nexusone/core/cj/webhook/keep-webhook";
import { hintProducts } from "@nexusone/core/inventory/follow-hints";
import { listCjMessages } from "@nexusone/core/inbox/messages";
import { inMerchantTx } from "@nexusone/core/transaction";
import { insertMessages } from "@nexusone/db/queries/channel-events";
import { randomUUID } from "node:crypto";
import type { Member, Shop } from "./world.ts";

/** A message of CJ's about nothing the shop has. */
export async function newMessage({ ctx }: Member): Promise<string> {
  const message = {
    channel: "cj",
    externalId: randomUUID(),
    inboxId: randomUUID(),
    kind: "product",
    payload: { pid: "1234567890123456789", fields: ["productStatus"] },
    state: "waiting",
    reason: null,
    receivedAt: ctx.platform.clock.now(),
  } as const;
  await inMerchantTx(ctx, (tx) => insertMessages(tx, [message], false));
  return (await listCjMessages(ctx, { limit: 1 })).items[0]!.id; // the one just written
}

/** An address at CJ, a message, and a product that CJ spoke of. */
export async function furnishInbox({ staff }: Shop, productId: string): Promise<void> {
  const { owner } = staff;
  await keepCjWebhook(owner.ctx);
  await newMessage(owner);
  await inMerchantTx(owner.ctx, (tx) => hintProducts(tx, owner.ctx, [productId]));
}
