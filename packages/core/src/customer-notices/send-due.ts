import type { MerchantId } from "@nexusone/contracts/ids";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import { listIdentifiersOf } from "@nexusone/db/queries/contacts";
import { lockDueNotice, lockLostNotices, moveNotice, type NoticeRow } from "@nexusone/db/queries/customer-notices";
import { hasSuppression } from "@nexusone/db/queries/suppressions";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { addMs, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { databaseUnavailable } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { jobContext } from "../imports/importer.ts";
import type { JobRun } from "../jobs/define-job.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import type { Attempted } from "./channel.ts";
import { emailChannel } from "./email-channel.ts";
import { endNotice } from "./end-notice.ts";
import { customerOf, letterLanguage, readOrderNews, type OrderNews } from "./order-news.ts";
import { queueNews, type Queued } from "./queue-news.ts";

const NOBODY = { userId: null, name: "", extensionSessionId: null };
/** Who has not answered after so long has died: whether the message went out is then unknown. */
const SENDING_MS = 5 * MINUTE_MS;
const LOST_AT_ONCE = 100;
/** Waits between attempts that surely reached nobody; after the last it is given up. */
const BACKOFF_MS = [1, 5, 30, 120, 480].map((minutes) => minutes * MINUTE_MS);
/** What an order's customer agreed to by ordering, until they say otherwise. */
const PURPOSE = "orders";

type Claimed = { readonly notice: NoticeRow; readonly to: string };

/**
 * Tells everything that is due, one message after the other. Before each call the row says `sending`: a process that dies in the
 * call leaves it so, and nobody repeats what may have arrived.
 */
export async function sendDueNotices(platform: Platform, merchantId: MerchantId, run?: JobRun): Promise<void> {
  const ctx = jobContext(platform, merchantId, "customer-notices", NOBODY);
  await inMerchantTx(ctx, (tx) => giveUpLost(tx, ctx));
  for (;;) {
    run?.goOn();
    const next = await inMerchantTx(ctx, (tx) => claim(tx, ctx));
    if (next === undefined) return;
    if (next === "settled") continue;
    failpoint("customer_notice.before_send");
    const { notice, to } = next;
    const news = await readNews(ctx, notice);
    const outcome = news ? await emailChannel.send(platform, { to, noticeId: notice.id, news }) : "later";
    failpoint("customer_notice.after_send");
    await inMerchantTx(ctx, (tx) => settle(tx, ctx, notice, outcome));
  }
}

/**
 * The next, ready to be sent; or settled: put off until the morning, in the line of its conversation, or nobody may be told. The
 * register is asked in this very transaction.
 */
async function claim(tx: MerchantTx, ctx: ServiceContext): Promise<Claimed | "settled" | undefined> {
  const now = ctx.platform.clock.now();
  const waiting = await lockDueNotice(tx, now);
  if (!waiting) return undefined;
  let passedReason = waiting.passedReason as ReasonCode | null;
  if (waiting.channel === "whatsapp") {
    const told = await tellByChat(tx, ctx, waiting);
    if (told === "settled") return told;
    passedReason = told.passed ?? passedReason;
  }
  const to = await addressee(tx, waiting);
  const byMail = { channel: emailChannel.name, passedReason, movedAt: now } as const;
  if (typeof to !== "string") {
    await moveNotice(tx, waiting, byMail);
    // Why WhatsApp could not tells more than that there is no other address.
    const reason = to.reason === "customer_notices.no_address" ? (passedReason ?? to.reason) : to.reason;
    await endNotice(tx, ctx, { ...waiting, ...byMail }, { state: "not_sent", reason });
    return "settled";
  }
  const claimed = await moveNotice(tx, waiting, {
    ...byMail,
    state: "sending",
    attempts: waiting.attempts + 1,
    dueAt: addMs(now, SENDING_MS),
  });
  return claimed ? { notice: claimed, to } : "settled";
}

async function tellByChat(
  tx: MerchantTx,
  ctx: ServiceContext,
  notice: NoticeRow,
): Promise<"settled" | { readonly passed: ReasonCode | null }> {
  const now = ctx.platform.clock.now();
  const person = await customerOf(tx, notice.orderId);
  if (!person) return { passed: null };
  let queued: Queued;
  try {
    queued = await queueNews(tx, ctx, notice, person.id);
  } catch (error) {
    if (databaseUnavailable(error)) throw error;
    ctx.platform.log.error({ err: error, noticeId: notice.id }, "the news of an order could not be told by WhatsApp");
    return { passed: null };
  }
  if ("passed" in queued) return queued;
  if ("quietUntil" in queued) {
    const reason = "customer_notices.quiet_hours";
    await moveNotice(tx, notice, { state: "waiting", reason, dueAt: queued.quietUntil, movedAt: now });
    return "settled";
  }
  const { messageId } = queued;
  const attempts = notice.attempts + 1;
  await moveNotice(tx, notice, {
    state: "queued",
    reason: null,
    passedReason: null,
    messageId,
    attempts,
    movedAt: now,
  });
  return "settled";
}

/** Undefined when there is something wrong with the order: that is no reason to leave the other customers untold. */
async function readNews(ctx: ServiceContext, notice: NoticeRow): Promise<OrderNews | undefined> {
  try {
    return await inMerchantTx(ctx, async (tx) =>
      readOrderNews(tx, ctx, notice, await letterLanguage(tx, notice.orderId)),
    );
  } catch (error) {
    if (databaseUnavailable(error)) throw error;
    ctx.platform.log.error({ err: error, noticeId: notice.id }, "the news of an order could not be read");
    return undefined;
  }
}

/** Where the customer is reached by mail, or why they are not told. */
async function addressee(tx: MerchantTx, { orderId }: NoticeRow): Promise<string | { readonly reason: ReasonCode }> {
  const person = await customerOf(tx, orderId);
  const identifiers = person ? await listIdentifiersOf(tx, [person.id]) : [];
  // First what they ordered with: the newest of then.
  const reached = identifiers
    .filter(({ type }) => type === emailChannel.reaches)
    .toSorted((a, b) => Number(b.id < orderId) - Number(a.id < orderId) || (a.id < b.id ? 1 : -1));
  if (reached.length === 0) return { reason: "customer_notices.no_address" };
  for (const { value, digest } of reached) if (!(await hasSuppression(tx, [digest], PURPOSE))) return value;
  return { reason: "customer_notices.suppressed" };
}

async function settle(tx: MerchantTx, ctx: ServiceContext, notice: NoticeRow, outcome: Attempted): Promise<void> {
  if (outcome === "sent") return endNotice(tx, ctx, notice, { state: "sent", reason: null });
  if (outcome === "unknown")
    return endNotice(tx, ctx, notice, { state: "unknown", reason: "customer_notices.outcome_unknown" });
  const now = ctx.platform.clock.now();
  const wait = outcome === "later" ? BACKOFF_MS[notice.attempts - 1] : undefined;
  const reason = "customer_notices.not_sent";
  if (wait === undefined) return endNotice(tx, ctx, notice, { state: "not_sent", reason });
  await moveNotice(tx, notice, { state: "waiting", reason, dueAt: addMs(now, wait), movedAt: now });
}

async function giveUpLost(tx: MerchantTx, ctx: ServiceContext): Promise<void> {
  for (const lost of await lockLostNotices(tx, ctx.platform.clock.now(), LOST_AT_ONCE))
    await endNotice(tx, ctx, lost, { state: "unknown", reason: "customer_notices.outcome_unknown" });
}
