import { PreviewNoticeInput, type NoticePreview } from "@nexusone/contracts/customer-notices";
import { isLocale, type Sentence } from "@nexusone/contracts/locale";
import { formatMoney } from "@nexusone/contracts/money";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { trackingAddress } from "../tracking/tracking-link.ts";
import { readMerchant } from "../transaction.ts";
import { mailOf } from "./email-channel.ts";
import { brandOf, readNoticeSettings } from "./settings.ts";

const GOODS: Sentence = { en: "Desk lamp, white", fr: "Lampe de bureau, blanche" };

/** The mail of a step as somebody invented would get it. Nothing is sent, and its link leads nowhere. */
export async function previewNotice(
  ctx: ServiceContext,
  rawInput: z.input<typeof PreviewNoticeInput>,
): Promise<z.output<typeof NoticePreview>> {
  authorize(ctx, "orders:read");
  const input = PreviewNoticeInput.parse(rawInput);
  const { shop, settings } = await readMerchant(ctx, async (tx) => ({
    shop: await findMerchantWithRate(tx),
    settings: await readNoticeSettings(tx),
  }));
  if (!shop) throw new DomainError("request.not_found");
  const { merchant } = shop;
  const locale = input.locale ?? (isLocale(merchant.locale) ? merchant.locale : "en");
  const { replyTo } = settings;
  const { subject, text, html } = mailOf({
    step: input.step,
    locale,
    shop: { ...brandOf(merchant, settings), replyTo, timezone: merchant.timezone },
    number: "#1001",
    firstName: "Ada",
    items: [{ name: GOODS[locale], quantity: 2 }],
    isPart: false,
    amount: formatMoney(4_990, merchant.currency, locale),
    carrier: "La Poste",
    trackingNumber: "6A12345678901",
    etaAt: addMs(ctx.platform.clock.now(), 9 * DAY_MS),
    trackingUrl: trackingAddress(ctx, "preview"),
  });
  return { senderName: merchant.name, replyTo, subject, text, html };
}
