import { OrderSettings } from "@nexusone/contracts/orders";
import { findOrderSettings, saveSafetyBuffer } from "@nexusone/db/queries/orders";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";

/** How many units of every variant no order gets. */
export async function getOrderSettings(ctx: ServiceContext): Promise<z.output<typeof OrderSettings>> {
  authorize(ctx, "orders:read");
  return readMerchant(ctx, findOrderSettings);
}

export async function saveOrderSettings(
  ctx: ServiceContext,
  rawInput: z.input<typeof OrderSettings>,
): Promise<z.output<typeof OrderSettings>> {
  authorize(ctx, "settings:manage");
  const { safetyBuffer } = OrderSettings.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const before = await findOrderSettings(tx);
    if (before.safetyBuffer === safetyBuffer) return before;
    await saveSafetyBuffer(tx, safetyBuffer);
    await recordEvent(tx, ctx, "order.settings_saved", { safetyBuffer });
    return { safetyBuffer };
  });
}
