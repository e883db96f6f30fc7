import { OrderLinkSettings } from "@nexusone/contracts/order-links";
import { findCartAddress, saveCartAddress } from "@nexusone/db/queries/order-links";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";

/** Where the cart is that order links fill. */
export async function getOrderLinkSettings(ctx: ServiceContext): Promise<OrderLinkSettings> {
  authorize(ctx, "orders:read");
  return readMerchant(ctx, async (tx) => ({ cartAddress: await findCartAddress(tx) }));
}

export async function saveOrderLinkSettings(
  ctx: ServiceContext,
  rawInput: z.input<typeof OrderLinkSettings>,
): Promise<OrderLinkSettings> {
  authorize(ctx, "settings:manage");
  const { cartAddress } = OrderLinkSettings.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    await saveCartAddress(tx, cartAddress);
    await recordEvent(tx, ctx, "order_link.settings_saved", { hasCart: cartAddress !== null });
    return { cartAddress };
  });
}
