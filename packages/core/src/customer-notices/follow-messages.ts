import type { ReasonCode } from "@nexusone/contracts/reasons";
import { lockNoticesByMessages, moveNotice, type NoticeRow } from "@nexusone/db/queries/customer-notices";
import type { StoredEvent } from "@nexusone/db/queries/events";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { storedReason } from "../errors.ts";
import { endNotice, recordTold } from "./end-notice.ts";
import { sendNoticesSoon } from "./send-job.ts";

/** After so many tries by WhatsApp it is told by e-mail. */
const TRIES = 2;
const WENT_OUT = ["accepted", "sent", "delivered", "read", "played"];

/** What became of the messages that tell customers something: the last word of each counts. */
export async function followMessages(
  tx: MerchantTx,
  ctx: ServiceContext,
  events: readonly StoredEvent[],
): Promise<void> {
  const last = new Map(events.map(newsIn).filter((news) => news !== undefined));
  for (const notice of await lockNoticesByMessages(tx, [...last.keys()])) {
    const news = last.get(notice.messageId ?? "");
    if (news) await follow(tx, ctx, notice, news);
  }
}

type News = { readonly state: string; readonly reason: ReasonCode | null };
/** That the vendor took it is an event of its own. */
function newsIn({ type, payload }: StoredEvent): [string, News] | undefined {
  const id = String(payload["messageId"]);
  if (type === "message.sent") return [id, { state: "sent", reason: null }];
  if (type !== "message.status_changed") return undefined;
  return [id, { state: String(payload["state"]), reason: storedReason(payload["reason"] as string | null) }];
}

async function follow(tx: MerchantTx, ctx: ServiceContext, notice: NoticeRow, { state, reason }: News): Promise<void> {
  if (WENT_OUT.includes(state)) return endNotice(tx, ctx, notice, { state: "sent", reason: null });
  if (state === "unknown") return endNotice(tx, ctx, notice, { state, reason: reason ?? "messages.unknown_outcome" });
  if (state === "cancelled")
    return endNotice(tx, ctx, notice, { state: "not_sent", reason: "customer_notices.taken_back" });
  if (state === "failed") return tellOtherwise(tx, ctx, notice, reason ?? "messages.unreachable");
}

/** It surely did not arrive. A window that closed on the way leaves a template, everything else the mail. */
async function tellOtherwise(
  tx: MerchantTx,
  ctx: ServiceContext,
  notice: NoticeRow,
  reason: ReasonCode,
): Promise<void> {
  await recordTold(tx, ctx, notice, { state: "not_sent", reason });
  const again = reason === "messages.window_closed" && notice.attempts < TRIES;
  const now = ctx.platform.clock.now();
  await moveNotice(tx, notice, {
    state: "waiting",
    channel: again ? "whatsapp" : "email",
    attempts: again ? notice.attempts : 0,
    messageId: null,
    reason: null,
    passedReason: reason,
    dueAt: now,
    movedAt: now,
  });
  await sendNoticesSoon(tx, ctx);
}
