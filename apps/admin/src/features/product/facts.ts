import type { MerchantSettings } from "@nexusone/contracts/merchants";
import type { MarginFacts } from "@nexusone/ui/margin-lines";
import type { Translate } from "../../i18n/translate.ts";
import type { Product, Variant } from "./use-product.ts";

/** How long a parcel takes; carriers often name one number twice. */
export const daysText = (min: number, max: number, t: Translate): string =>
  min === max ? t("product.daysExactly", { count: max }) : t("product.days", { min, max });

type Freight = { carrier: string | null; minDays: number | null; maxDays: number | null };

/** Who carries it and for how long, as one phrase. */
export function carrierText({ carrier, minDays, maxDays }: Freight, t: Translate): string | null {
  const days = minDays === null || maxDays === null ? null : daysText(minDays, maxDays, t);
  return [carrier, days].filter((part) => part !== null).join(", ") || null;
}

/** Where each number of a variant's margin comes from, for the arithmetic behind the bar. */
export const marginFacts = (
  product: Product,
  variant: Variant,
  settings: MerchantSettings | undefined,
  t: Translate,
): MarginFacts => ({
  costUsd: variant.costUsd,
  costReadAt: product.origin?.lastReadAt ?? null,
  freightUsd: variant.freight?.usd ?? null,
  carrier: variant.freight ? carrierText(variant.freight, t) : null,
  quotedAt: variant.freight?.quotedAt ?? null,
  banded: variant.freight?.banded ?? false,
  fxRate: settings?.fx.rate ?? null,
  fxAsOf: settings?.fx.asOf ?? null,
});
