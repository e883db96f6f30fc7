import type { CurrencyCode } from "@nexusone/contracts/currencies";
import type { MerchantId, UserId } from "@nexusone/contracts/ids";
import type { Locale } from "@nexusone/contracts/locale";
import { currencyExponent } from "@nexusone/contracts/money";
import type { Plan } from "@nexusone/contracts/plans";
import type { PriceRule } from "@nexusone/contracts/price-rule";
import { insertMerchant, putFxRate, type Merchant } from "@nexusone/db/queries/merchants";
import { insertMembership } from "@nexusone/db/queries/team";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { startPlan } from "../billing/start-plan.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { countryDefaults } from "./country-defaults.ts";
import { REFERENCE_RATES, REFERENCE_RATES_AS_OF } from "./reference-rates.ts";
import { slugCandidates } from "./slug.ts";

export type NewMerchant = {
  readonly name: string;
  readonly currency: CurrencyCode;
  readonly destinationCountry: string;
  readonly locale: Locale;
  readonly plan: Plan;
  readonly settings?: Partial<Pick<Merchant, "isDemo" | "slug" | "feeRateBps" | "feeFixedMinor">>;
};

/** 2.5 times the landed cost, ending on .99 where the currency has such decimals. */
export function firstPriceRule(currency: string): PriceRule {
  const unit = 10 ** currencyExponent(currency);
  const ending = unit === 1 ? null : { step: unit, minor: unit - unit / 100 };
  return { kind: "multiplier", factor: "2.5", of: "landed", ending };
}

/**
 * Writes a new merchant with its owner, rate, plan and event. `tx` is bound to the id the merchant shall have
 * (`ctx.merchantId`) and to the owner, who has to exist in it.
 */
export async function insertMerchantWithOwner(
  tx: MerchantTx,
  ctx: ServiceContext,
  owner: UserId,
  input: NewMerchant,
): Promise<Merchant> {
  const now = ctx.platform.clock.now();
  const merchant = await insertWithFreeSlug(tx, ctx.merchantId, input);
  await putFxRate(tx, {
    fromCurrency: "USD",
    toCurrency: input.currency,
    rate: REFERENCE_RATES[input.currency],
    asOf: REFERENCE_RATES_AS_OF,
    source: "reference",
  });
  await insertMembership(tx, { userId: owner, role: "owner", joinedAt: now });
  await startPlan(tx, ctx, input.plan);
  await recordEvent(tx, ctx, "merchant.created", { merchantId: ctx.merchantId }, { kind: "merchant", id: merchant.id });
  return merchant;
}

async function insertWithFreeSlug(tx: MerchantTx, id: MerchantId, input: NewMerchant): Promise<Merchant> {
  for (const slug of slugCandidates(input.name)) {
    const merchant = await insertMerchant(tx, {
      id,
      slug,
      name: input.name,
      currency: input.currency,
      destinationCountry: input.destinationCountry,
      locale: input.locale,
      ...countryDefaults(input.destinationCountry),
      defaultPriceRule: firstPriceRule(input.currency),
      ...input.settings,
    });
    if (merchant) return merchant;
  }
  throw new Error(`no free slug was found for a merchant named like ${slugCandidates(input.name).next().value}`);
}
