import type { ReasonCode } from "@nexusone/contracts/reasons";
import { moveNotice, type NoticeRow } from "@nexusone/db/queries/customer-notices";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";

export type End = { readonly state: "sent" | "not_sent" | "unknown"; readonly reason: ReasonCode | null };

/** How it ended stands in the order's history. */
export async function endNotice(tx: MerchantTx, ctx: ServiceContext, notice: NoticeRow, end: End): Promise<void> {
  if (notice.state === end.state && notice.reason === end.reason) return;
  if (await moveNotice(tx, notice, { ...end, movedAt: ctx.platform.clock.now() }))
    await recordTold(tx, ctx, notice, end);
}

/** Also of a way that was not the last one tried. */
export async function recordTold(
  tx: MerchantTx,
  ctx: ServiceContext,
  { id: noticeId, orderId, step, channel }: NoticeRow,
  { state, reason }: End,
): Promise<void> {
  const told = { orderId, noticeId, step, channel, outcome: state, reason };
  await recordEvent(tx, ctx, "order.customer_told", told, { kind: "order", id: orderId });
}
