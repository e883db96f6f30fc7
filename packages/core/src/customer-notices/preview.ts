import { PreviewNoticeInput, type NoticePreview } from "@nexusone/contracts/customer-notices";
import { isLocale } from "@nexusone/contracts/locale";
import { isSendable } from "@nexusone/contracts/template-terms";
import type { ChatLanguage } from "@nexusone/contracts/whatsapp-terms";
import { formatMoney } from "@nexusone/contracts/money";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import { listTemplateRows } from "@nexusone/db/queries/templates";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { renderTemplate } from "@nexusone/whatsapp/templates";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { trackingAddress } from "../tracking/tracking-link.ts";
import { readMerchant } from "../transaction.ts";
import { fillTemplate } from "../templates/fill-template.ts";
import { readableText, sentContent } from "../templates/preview-template.ts";
import { chatNewsOf, stateOf, type ChatNews } from "./chat-news.ts";
import { mailOf } from "./email-channel.ts";
import type { OrderNews } from "./order-news.ts";
import { templateOf } from "./queue-news.ts";
import { brandOf, readNoticeSettings } from "./settings.ts";

const LOOKED_AT = 100;
const GOODS: Record<ChatLanguage, string> = {
  en: "Desk lamp, white",
  fr: "Lampe de bureau, blanche",
  es: "Lámpara de mesa, blanca",
  pt: "Luminária de mesa, branca",
  ar: "مصباح مكتب أبيض",
};

/** A step as somebody invented would be told of it, by mail and on WhatsApp. Nothing is sent, and its links lead nowhere. */
export async function previewNotice(
  ctx: ServiceContext,
  rawInput: z.input<typeof PreviewNoticeInput>,
): Promise<z.output<typeof NoticePreview>> {
  authorize(ctx, "orders:read");
  const input = PreviewNoticeInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const [shop, settings] = [await findMerchantWithRate(tx), await readNoticeSettings(tx)];
    if (!shop) throw new DomainError("request.not_found");
    const { merchant } = shop;
    const own = isLocale(merchant.locale) ? merchant.locale : "en";
    const language = input.locale ?? own;
    const { replyTo } = settings;
    const newsIn = <Language extends ChatLanguage>(locale: Language): OrderNews<Language> => ({
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
    const { subject, text, html } = mailOf(newsIn(isLocale(language) ? language : own));
    const news = newsIn(language);
    const chat = { text: chatNewsOf(news), template: await templateFor(tx, news) };
    return { senderName: merchant.name, replyTo, subject, text, html, chat };
  });
}

/** In the words that Meta approved; null while it has approved none for this step and language. */
async function templateFor(
  tx: MerchantTx,
  news: ChatNews,
): Promise<z.output<typeof NoticePreview>["chat"]["template"]> {
  const rows = await listTemplateRows(tx, { name: templateOf(news), limit: LOOKED_AT });
  const row = rows.find(({ status, state, language }) => {
    return state === "active" && isSendable(status) && language.slice(0, 2) === news.locale;
  });
  if (!row) return null;
  const content = await sentContent(tx, row);
  const data = {
    ...{ first_name: news.firstName, shop_name: news.shop.name, order_number: news.number },
    ...{ order_total: news.amount, order_status: stateOf(news, news.locale), tracking_link: news.trackingUrl },
  };
  const { values } = fillTemplate(content, { data, samples: true });
  return { name: row.name, language: row.language, text: readableText(renderTemplate(content, values)) };
}
