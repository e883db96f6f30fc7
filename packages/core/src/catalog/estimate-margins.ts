import { EstimateMarginsInput, type MarginEstimate, type MarginEstimates } from "@nexusone/contracts/estimates";
import { compare, fraction } from "@nexusone/contracts/fraction";
import { asPriceRule, asPricingTerms } from "@nexusone/contracts/pricing";
import type { PricingContext } from "@nexusone/contracts/merchants";
import { findImportedFigures, findQuotesOfProducts } from "@nexusone/db/queries/estimates";
import { findImportState } from "@nexusone/db/queries/imports-state";
import type { FreightSnapshot } from "@nexusone/db/schema/catalog";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { quoteOf } from "../imports/freight-question.ts";
import { pricingContext } from "../merchants/pricing-context.ts";
import { isBelowFloor, priceVariant } from "../pricing/price-variant.ts";
import { isSupplierFailure, supplierOf } from "../suppliers/find-supplier.ts";
import type { Supplier } from "../suppliers/supplier.ts";
import { readMerchant } from "../transaction.ts";

type Answer = z.output<typeof MarginEstimates>;
type Quote = Pick<FreightSnapshot, "usd" | "quotedAt" | "minDays" | "maxDays">;

/**
 * What products of a list would earn at the least, by the freight quotes that are stored and the default price rule: the
 * dearest stored quote of each product, at the list's lowest and highest price. Never calls the supplier; a product without a quote has
 * no estimate. The same few queries for any number of products. @throws `supplier.unknown`.
 */
export async function estimateMargins(
  ctx: ServiceContext,
  rawInput: z.input<typeof EstimateMarginsInput>,
): Promise<Answer> {
  authorize(ctx, "catalog:read");
  const { items, supplier: named } = EstimateMarginsInput.parse(rawInput);
  const supplier = supplierOf(ctx, named);
  const spelling = (externalId: string) => supplier.parseRef(ctx.platform, externalId)?.externalId ?? externalId;
  const ids = [...new Set(items.map((item) => spelling(item.externalId)))];
  const known = await readMerchant(ctx, (tx) => whatIsKnown(tx, supplier, ids));
  return {
    currency: known.pricing.terms.currency,
    items: items.map(({ externalId, minUsd, maxUsd }) => {
      const id = spelling(externalId);
      const imported = known.imported.get(id);
      const quote = known.quotes.get(id);
      return {
        externalId,
        productId: (imported?.productId ?? null) as Answer["items"][number]["productId"], // our own uuid column
        importedCostUsd: imported?.minCostUsd ?? null,
        estimate: quote ? leastOf([minUsd, maxUsd], quote, known.pricing) : null,
      };
    }),
  };
}

async function whatIsKnown(tx: MerchantTx, supplier: Supplier, ids: readonly string[]) {
  const [state, environment, pricing] = await Promise.all([
    findImportState(tx),
    // Without an account there nothing was ever quoted.
    supplier.environmentOf(tx).catch((error: unknown) => {
      if (isSupplierFailure(error)) return undefined;
      throw error;
    }),
    pricingContext(tx),
  ]);
  if (!state) throw new DomainError("request.merchant_forbidden");
  const destination = {
    country: state.destinationCountry,
    zip: state.destinationZip,
    maxDays: state.carrierMaxDays,
  };
  const [imported, stored] = await Promise.all([
    findImportedFigures(tx, supplier.id, ids, destination.country),
    environment ? findQuotesOfProducts(tx, supplier.id, environment, ids, destination) : [],
  ]);
  const quotes = new Map<string, Quote>();
  const keep = (id: string, quote: Quote | null | undefined): void => {
    const best = quotes.get(id);
    if (quote && (!best || compare(fraction(quote.usd), fraction(best.usd)) > 0)) quotes.set(id, quote);
  };
  for (const row of stored) keep(row.externalId ?? "", quoteOf(row, destination));
  // What a product was priced with counts only while nothing newer is stored about it.
  for (const row of imported) if (!quotes.has(row.externalId)) keep(row.externalId, row.freight);
  return { pricing, quotes, imported: new Map(imported.map((row) => [row.externalId, row])) };
}

/** The least earning of the prices a list shows: an estimate may please later, never disappoint. */
function leastOf(costs: readonly (string | null)[], quote: Quote, pricing: PricingContext): MarginEstimate | null {
  const margins = [...new Set(costs)].flatMap((costUsd) => {
    const { margin } = priceVariant(
      { costUsd, freightUsd: quote.usd },
      asPriceRule(pricing.defaultPriceRule),
      asPricingTerms(pricing.terms),
    );
    return margin ? [margin] : [];
  });
  const [least] = margins.sort((a, b) => a.percentOfNetBps - b.percentOfNetBps || a.profitMinor - b.profitMinor);
  if (!least) return null;
  return {
    priceMinor: least.priceMinor,
    profitMinor: least.profitMinor,
    percentOfPriceBps: least.percentOfPriceBps,
    percentOfNetBps: least.percentOfNetBps,
    belowFloor: isBelowFloor(least, pricing.floorMarginBps),
    banded: true,
    quotedAt: quote.quotedAt,
    minDays: quote.minDays,
    maxDays: quote.maxDays,
    dutyIncluded: least.dutyIncluded,
  };
}
