import type { RowEdit } from "@nexusone/contracts/imports";
import { asPriceRule } from "@nexusone/contracts/pricing";
import { landedCostMinor } from "@nexusone/contracts/margin";
import type { z } from "zod";
import type { NewImportedVariant } from "@nexusone/db/queries/imports-write";
import { DomainError } from "../errors.ts";
import { isReasonCode } from "@nexusone/contracts/reasons";
import { price, productView } from "./row-view.ts";
import type { PlanTerms, ProductSnapshot, StoredRow } from "./snapshot.ts";

export type Edit = z.output<typeof RowEdit>;

/** The plan with the merchant's own changes: a new rule forgets prices typed in the preview, prices typed now win over all. */
export function planWith(plan: PlanTerms, edit: Pick<Edit, "priceRule" | "prices"> | null): PlanTerms {
  if (!edit) return plan;
  const rule = edit.priceRule ? asPriceRule(edit.priceRule) : plan.rule;
  const kept = edit.priceRule ? {} : plan.prices;
  return { ...plan, rule, prices: { ...kept, ...edit.prices } };
}

/** The variants a commit writes, priced. Throws the row's reason when none can be sold. Pure. */
export function sellableVariants(product: ProductSnapshot, plan: PlanTerms): NewImportedVariant[] {
  const variants = product.variants.flatMap((variant) => {
    const priced = price(variant, plan);
    if (variant.reason !== null || variant.costUsd === null || priced.priceMinor === null) return [];
    return [
      {
        externalId: variant.externalId,
        sku: variant.sku,
        label: variant.label,
        options: variant.options,
        costUsd: variant.costUsd,
        priceMinor: priced.priceMinor,
        priceFromRule: priced.fromRule,
        freight: variant.freight,
        duty: plan.terms.duty,
        landedMinor: priced.landedMinor,
        profitMinor: priced.margin?.profitMinor ?? null,
        marginBps: priced.margin?.percentOfPriceBps ?? null,
        weightGrams: variant.weightGrams,
        imageUrl: variant.imageUrl,
        stockKnown: variant.stock !== null,
        stock: variant.stock ?? [],
      },
    ];
  });
  if (variants.length > 0) return variants.map((variant, position) => ({ ...variant, position }));
  const { reason } = productView(product, plan);
  throw new DomainError(isReasonCode(reason) ? reason : "import.nothing_to_sell");
}

const TOLERANCE_PERCENT = 2;

/**
 * Whether a variant of the plan has become dearer to land by more than 2 % according to a later reading. Only rises count, and
 * only of variants the plan would import; one that has lost its price or route since counts as risen.
 */
export function hasMoved({ product, plan }: StoredRow, later: ProductSnapshot): boolean {
  const now = new Map(later.variants.map((variant) => [variant.externalId, variant]));
  return product.variants.some((planned) => {
    if (planned.reason !== null || planned.costUsd === null) return false;
    const found = now.get(planned.externalId);
    if (!found || found.costUsd === null) return true;
    const before = landed(plan, planned.costUsd, planned.freight?.usd ?? null);
    // A reading without freight says nothing about it: the planned quote still stands.
    const after = landed(plan, found.costUsd, found.freight?.usd ?? planned.freight?.usd ?? null);
    return before !== undefined && after !== undefined && after * 100 > before * (100 + TOLERANCE_PERCENT);
  });
}

const landed = (plan: PlanTerms, costUsd: string, freightUsd: string | null): number | undefined =>
  landedCostMinor({ terms: plan.terms, costUsd, freightUsd });
