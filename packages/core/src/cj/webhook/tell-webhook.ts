import type { CjWebhookRow } from "@nexusone/db/queries/cj-webhooks";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../../context.ts";
import { recordEvent } from "../../events/record-event.ts";

/** Tells screens whether CJ sends messages. */
export const tellWebhook = (
  tx: MerchantTx,
  ctx: ServiceContext,
  { state, reason }: Pick<CjWebhookRow, "state" | "reason">,
): Promise<void> => recordEvent(tx, ctx, "cj.webhook_moved", { state, reason });
