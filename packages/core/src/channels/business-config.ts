import { isDeepStrictEqual } from "node:util";
import { BusinessConfig, type BusinessConfigView } from "@nexusone/contracts/channels";
import { CHAT_LANGUAGES, type ChatLanguage } from "@nexusone/contracts/whatsapp-terms";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import { findBusinessConfig, saveBusinessConfigRow } from "@nexusone/db/queries/whatsapp-business-config";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { normaliseWords } from "@nexusone/whatsapp/rules";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";

type View = z.output<typeof BusinessConfigView>;

const WORKDAYS = [1, 2, 3, 4, 5];
const [NINE, SIX_PM, NINE_PM, EIGHT] = [9 * 60, 18 * 60, 21 * 60, 8 * 60] as const;

/** How the shop talks (WAM-14), or what it begins with. */
export async function getBusinessConfig(ctx: ServiceContext): Promise<View> {
  authorize(ctx, "channels:read");
  return readMerchant(ctx, businessConfigOf);
}

/** Says how the shop talks. Own stop words are kept as they are compared; what is nothing then is left out. */
export async function saveBusinessConfig(ctx: ServiceContext, rawInput: z.input<typeof BusinessConfig>): Promise<View> {
  authorize(ctx, "channels:manage");
  const input = BusinessConfig.parse(rawInput);
  const stopWords = [...new Set(input.stopWords.map(normaliseWords))].filter((word) => word !== "");
  const hours = input.hours.toSorted((a, b) => a.day - b.day || a.from - b.from);
  const given: BusinessConfig = { ...input, hours, stopWords, languages: [...new Set(input.languages)] };
  return inMerchantTx(ctx, async (tx) => {
    const before = await businessConfigOf(tx);
    await saveBusinessConfigRow(tx, { ...given, languages: given.languages });
    const names = Object.keys(given) as (keyof BusinessConfig)[]; // the keys of its type
    const fields = names.filter((name) => !isDeepStrictEqual(given[name], before[name]));
    await recordEvent(tx, ctx, "channel.settings_saved", { fields });
    return { ...given, saved: true };
  });
}

/** The same for verbs and jobs that act within a transaction. */
export async function businessConfigOf(tx: MerchantTx): Promise<View> {
  const row = await findBusinessConfig(tx);
  if (row)
    return {
      businessType: row.businessType,
      timeZone: row.timeZone,
      hours: [...row.hours],
      languages: row.languages,
      defaultLanguage: row.defaultLanguage,
      quietFrom: row.quietFrom,
      quietTo: row.quietTo,
      stopWords: row.stopWords,
      answersOrders: row.answersOrders,
      sellsInChat: row.sellsInChat,
      chatShippingMinor: row.chatShippingMinor,
      saved: true,
    };
  const merchant = (await findMerchantWithRate(tx))?.merchant;
  const language = CHAT_LANGUAGES.find((one) => one === merchant?.locale) ?? "en";
  return {
    businessType: "retail",
    timeZone: merchant?.timezone ?? "UTC",
    hours: WORKDAYS.map((day) => ({ day, from: NINE, to: SIX_PM })),
    languages: [language] satisfies ChatLanguage[],
    defaultLanguage: language,
    quietFrom: NINE_PM,
    quietTo: EIGHT,
    stopWords: [],
    answersOrders: true,
    sellsInChat: false,
    chatShippingMinor: 0,
    saved: false,
  };
}
