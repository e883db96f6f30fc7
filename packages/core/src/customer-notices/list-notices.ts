import { NoticeInput, OrderNoticesInput, type NoticeView } from "@nexusone/contracts/customer-notices";
import { listNoticesOf, lockNotice, moveNotice, type NoticeRow } from "@nexusone/db/queries/customer-notices";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { readNoticeSettings } from "./settings.ts";
import { sendNoticesSoon } from "./send-job.ts";

/** What the customer of an order was told, and what not, what happened first coming first. */
export async function listNotices(
  ctx: ServiceContext,
  rawInput: z.input<typeof OrderNoticesInput>,
): Promise<NoticeView[]> {
  authorize(ctx, "orders:read");
  const { orderId } = OrderNoticesInput.parse(rawInput);
  return (await readMerchant(ctx, (tx) => listNoticesOf(tx, orderId))).map(viewOf);
}

/**
 * Sends once more what did not arrive, or may not have: that is for a person to say. What is under way already stays so.
 * @throws `customer_notices.not_found`, `customer_notices.told_already`.
 */
export async function resendNotice(ctx: ServiceContext, rawInput: z.input<typeof NoticeInput>): Promise<NoticeView> {
  authorize(ctx, "orders:manage");
  const { id } = NoticeInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const notice = await lockNotice(tx, id);
    if (!notice) throw new DomainError("customer_notices.not_found");
    if (notice.state === "sent") throw new DomainError("customer_notices.told_already");
    if (notice.state !== "not_sent" && notice.state !== "unknown") return viewOf(notice);
    const now = ctx.platform.clock.now();
    const { preferred: channel } = await readNoticeSettings(tx);
    const afresh = { reason: null, passedReason: null, messageId: null, attempts: 0, dueAt: now, movedAt: now };
    const again = { ...afresh, state: "waiting" as const, channel };
    await moveNotice(tx, notice, again);
    await sendNoticesSoon(tx, ctx);
    return viewOf({ ...notice, ...again });
  });
}

const viewOf = (row: NoticeRow & { readonly conversationId?: string | null }): NoticeView => {
  const { id, step, channel, state, reason, passedReason, conversationId = null, movedAt } = row;
  return { id, step, channel, state, reason, passedReason, conversationId, at: movedAt.toISOString() };
};
