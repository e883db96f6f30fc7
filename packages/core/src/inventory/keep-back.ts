import { createHash } from "node:crypto";
import { costBasis } from "@nexusone/contracts/cost-basis";
import type { VariantId } from "@nexusone/contracts/ids";
import type { ChangeKind, ChangePolicy } from "@nexusone/contracts/inventory-terms";
import { landedMargin } from "@nexusone/contracts/margin";
import type { SupplierChange } from "@nexusone/contracts/supplier-sync";
import type { VariantRow } from "@nexusone/db/queries/catalog-product";
import type { NewProposal } from "@nexusone/db/queries/inventory-proposals";
import type { StoredProduct } from "@nexusone/db/queries/stored-products";
import { boundsOf } from "../catalog/edit-prices.ts";
import type { Merged, MergedVariant } from "../catalog/merge-reading.ts";
import { priceByGuardedRule } from "../catalog/reprice.ts";
import { totalStock } from "../catalog/supplier-changes.ts";
import type { Pricing } from "../merchants/pricing-context.ts";
import { isBelowFloor } from "../pricing/price-variant.ts";
import type { Following } from "./following.ts";

export type Kept = {
  /** What is written: the reading without what waits. */
  readonly merged: Merged;
  readonly proposals: readonly NewProposal[];
};

const MAX_CHANGES = 100;
const waits = (policy: ChangePolicy): boolean => policy === "ask" || policy === "hold";

/**
 * Takes out of a merged reading what the merchant wants to be asked about, and says what that is. Facts stay: costs and units
 * are written whatever the policies say. A price that now loses money, or one by rule that leaves less than the floor, and may
 * not follow by itself stops the sale, so that nothing is sold for too little while nobody looks. Pure.
 */
export function keepBack(
  stored: StoredProduct,
  gone: boolean,
  merged: Merged,
  following: Following,
  pricing: Pricing,
): Kept {
  const { policies } = following;
  if (gone && stored.link?.offSaleAt === null && waits(policies.productGone)) {
    const change = noted("onSale", null, null, true, false);
    return {
      merged: asStored(stored, merged),
      proposals: [proposal("productGone", [change], policies.productGone === "hold")],
    };
  }

  const before = new Map(stored.variants.map((variant) => [variant.id, variant]));
  const stockOf = Map.groupBy(stored.stock, (row) => row.variantId);
  const leaving: SupplierChange[] = [];
  const joining: SupplierChange[] = [];
  const prices: SupplierChange[] = [];
  let losing = false;
  const variants = merged.variants.flatMap((after): MergedVariant[] => {
    const then = after.id === null ? undefined : before.get(after.id);
    if (!then) {
      if (!waits(policies.variantNew)) return [after];
      joining.push(noted("variant", null, after.label, null, after.label));
      return [];
    }
    if (!gone && then.offSaleAt === null && after.offSaleAt !== null && waits(policies.variantGone)) {
      leaving.push(noted("onSale", then.id, then.label, true, false));
      return [{ ...then, stock: then.stockKnown ? (stockOf.get(then.id) ?? []) : null }];
    }
    const kept = after.priceFromRule
      ? keptPrice(then.priceMinor, after, following, pricing)
      : typedPrice(stored, then, after, pricing);
    if (kept.heldPriceMinor !== null && kept.offSaleAt === null) {
      prices.push(noted("price", then.id, then.label, then.priceMinor, kept.heldPriceMinor));
      losing ||= (kept.profitMinor ?? 0) < 0 || (kept.priceFromRule && leavesTooLittle(kept, pricing));
    }
    return [kept];
  });

  const result: Merged = { ...merged, variants };
  const proposals: NewProposal[] = [];
  if (prices.length > 0) proposals.push(proposal("cost", prices, losing || policies.cost === "hold"));
  if (leaving.length > 0) proposals.push(proposal("variantGone", leaving, policies.variantGone === "hold"));
  if (joining.length > 0) proposals.push(proposal("variantNew", joining, policies.variantNew === "hold"));
  const sale = saleAfter(stored, totalStock(result.variants), policies.stock);
  if (sale) proposals.push(sale);
  return { merged: result, proposals };
}

/** Under the floor at the price it has now. */
function leavesTooLittle(variant: MergedVariant, { terms, rails }: Pricing): boolean {
  const basis = costBasis(variant, terms);
  const margin = basis && landedMargin({ ...basis, priceMinor: variant.priceMinor });
  return isBelowFloor(margin ?? null, rails.floorMarginBps);
}

/** A product off sale for want of stock comes back by somebody's word only, when that is the merchant's wish. */
function saleAfter({ product }: StoredProduct, units: number | null, policy: ChangePolicy): NewProposal | undefined {
  if (!waits(policy) || units === null) return undefined;
  const wasOut = product.stockTotal === 0 || product.saleHeldBy === "stock";
  if (units > 0 && !wasOut) return undefined;
  // Empty, it is not sold anyway: only whoever wants to be asked at once is.
  if (units === 0 && (policy === "ask" || product.stockTotal === null)) return undefined;
  return { ...proposal("stock", [noted("stock", null, null, product.stockTotal, units)], true), digest: "stock" };
}

/** The price stays when it would hardly move, and waits when the merchant wants to be asked. */
function keptPrice(
  beforeMinor: number,
  after: MergedVariant,
  { policies, priceNoiseBps }: Following,
  pricing: Pricing,
): MergedVariant {
  const move = after.priceMinor - beforeMinor;
  if (move === 0) return after;
  const basis = costBasis(after, pricing.terms);
  const margin = basis && landedMargin({ ...basis, priceMinor: beforeMinor });
  const stays = {
    ...after,
    priceMinor: beforeMinor,
    profitMinor: margin?.profitMinor ?? null,
    marginBps: margin?.percentOfPriceBps ?? null,
  };
  const small = Math.abs(move) * 10_000 < beforeMinor * priceNoiseBps;
  if (small && !isBelowFloor(margin ?? null, pricing.rails.floorMarginBps)) return stays;
  return waits(policies.cost) ? { ...stays, heldPriceMinor: after.priceMinor, heldBy: "asked" } : after;
}

/**
 * A typed price stays whatever the cost, and whoever typed one that loses money knew it. One that came to lose money because
 * the cost rose is asked about, with what the rule would make of it, until it loses none or somebody decides.
 */
function typedPrice(
  { product }: StoredProduct,
  before: VariantRow,
  after: MergedVariant,
  { terms, rails, defaultRule }: Pricing,
): MergedVariant {
  const rose = (after.landedMinor ?? 0) > (before.landedMinor ?? 0);
  if ((after.profitMinor ?? 0) >= 0 || !(rose || before.heldPriceMinor !== null)) return after;
  const rule = product.priceRule ?? defaultRule;
  const ruled = priceByGuardedRule(after, after.priceMinor, { rule, terms, rails, bounds: boundsOf(product) });
  const wantedMinor = ruled?.held?.priceMinor ?? ruled?.priceMinor;
  // A rule that would lose money as well is no way out: at least what it costs.
  const heldPriceMinor = Math.max(wantedMinor ?? 0, after.landedMinor ?? 0);
  return { ...after, heldPriceMinor, heldBy: "asked" };
}

/** The product as it stands, but for the words and pictures that no policy is about. */
function asStored(stored: StoredProduct, merged: Merged): Merged {
  const stockOf = Map.groupBy(stored.stock, (row) => row.variantId);
  return {
    ...merged,
    onSale: true,
    variants: stored.variants.map((variant) => ({
      ...variant,
      stock: variant.stockKnown ? (stockOf.get(variant.id) ?? []) : null,
    })),
  };
}

const noted = (
  field: SupplierChange["field"],
  variantId: string | null,
  label: string | null,
  from: SupplierChange["from"],
  to: SupplierChange["to"],
): SupplierChange => ({ field, variantId: variantId as VariantId | null, label, from, to, owner: "supplier" }); // our own uuid column

function proposal(kind: ChangeKind, changes: readonly SupplierChange[], holds: boolean): NewProposal {
  const said = changes.map(({ field, variantId, label, to }) => [field, variantId ?? label, to]);
  const digest = createHash("sha256").update(JSON.stringify(said)).digest("base64url");
  return { kind, holds, changes: changes.slice(0, MAX_CHANGES), digest };
}
