import { ShippingCostInput, type ShippingCost } from "@nexusone/contracts/fulfilment";
import type { VariantId } from "@nexusone/contracts/ids";
import { amountText, convertToMinor } from "@nexusone/contracts/money";
import { listSuppliedVariants, type SuppliedVariant } from "@nexusone/db/queries/fulfilment";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { bestOrigin } from "../imports/best-origin.ts";
import { supplierOf } from "../suppliers/find-supplier.ts";
import { readMerchant } from "../transaction.ts";
import { carrierOptions, chooseCarrier, type Choice } from "./choose-carrier.ts";
import { readSettings } from "./settings.ts";

type Input = z.output<typeof ShippingCostInput>;
type Known = { readonly [K in keyof SuppliedVariant]: NonNullable<SuppliedVariant[K]> };
type Parcel = ShippingCost["parcels"][number];
type Quoted = { readonly parcels: Parcel[]; readonly unquoted: readonly string[]; readonly points: number };

/**
 * What sending goods costs by a real quote, a call for each warehouse country: every way with days and price, and the carrier by the
 * shop's rule. Nothing is stored. A dry run asks no supplier and says what the quotes would take.
 * @throws `orders.variant_not_found`, and what suppliers fail with.
 */
export async function quoteShipping(
  ctx: ServiceContext,
  rawInput: z.input<typeof ShippingCostInput>,
): Promise<ShippingCost> {
  authorize(ctx, "orders:manage");
  const input = ShippingCostInput.parse(rawInput);
  const { shop, choice, variants } = await readMerchant(ctx, async (tx) => {
    const found = await findMerchantWithRate(tx);
    if (!found) throw new DomainError("request.not_found");
    const { carrierRule, carrierMaxUsdMinor } = await readSettings(tx);
    const { carrierMaxDays } = found.merchant;
    return {
      shop: found,
      choice: { rule: carrierRule, maxDays: carrierMaxDays, maxUsdMinor: carrierMaxUsdMinor },
      variants: await listSuppliedVariants(
        tx,
        input.lines.map(({ variantId }) => variantId),
      ),
    };
  });
  const byId = new Map(variants.map((variant) => [variant.id, variant]));
  const missing = input.lines.find(({ variantId }) => !byId.has(variantId));
  if (missing) throw new DomainError("orders.variant_not_found", { variant: missing.variantId });

  const known = variants.filter(
    (one): one is Known => one.supplier !== null && one.environment !== null && one.externalId !== null,
  );
  const toMinor = (usdMinor: number): number =>
    convertToMinor(amountText(usdMinor, "USD"), shop.fx.rate, shop.merchant.currency);
  const quoted: Quoted[] = [];
  for (const group of Map.groupBy(known, ({ supplier, environment }) => `${supplier} ${environment}`).values())
    quoted.push(await quoteGroup(ctx, input, group, choice, toMinor));
  const parcels = quoted.flatMap((one) => one.parcels);
  const costs = parcels.map(({ chosen, options }) => options.find(({ carrier }) => carrier === chosen?.carrier));
  const sum = (part: "usdMinor" | "minor"): number | null =>
    costs.length > 0 && costs.every((cost) => cost !== undefined)
      ? costs.reduce((total, cost) => total + cost[part], 0)
      : null;
  const unquoted = new Set(quoted.flatMap((one) => one.unquoted));
  const sent = new Set(known.map(({ id }) => id).filter((id) => !unquoted.has(id)));
  return {
    parcels,
    unquoted: variants.map(({ id }) => id as VariantId).filter((id) => !sent.has(id)), // our own uuid columns
    totalUsdMinor: sum("usdMinor"),
    totalMinor: sum("minor"),
    currency: shop.merchant.currency,
    rate: shop.fx.rate,
    rateAsOf: shop.fx.asOf,
    points: quoted.reduce((total, { points }) => total + points, 0),
  };
}

/** What one supplier's account sends: a quote for each warehouse country the goods start from. */
function quoteGroup(
  ctx: ServiceContext,
  { country, zip, lines, dryRun }: Input,
  group: readonly Known[],
  choice: Choice,
  toMinor: (usdMinor: number) => number,
): Promise<Quoted> {
  const [{ supplier: id, environment }] = group as [Known]; // a group has a first one
  const supplier = supplierOf(ctx, id);
  return supplier.open(
    ctx,
    async ({ ordering, homeCountry, pointsSpent }) => {
      if (!ordering) return { parcels: [], unquoted: group.map((one) => one.id), points: 0 };
      const parcels: Parcel[] = [];
      for (const [origin, goods] of Map.groupBy(group, ({ stock }) => bestOrigin(stock, country, homeCountry))) {
        const vendorIds = new Map(goods.map((one) => [one.id, one.externalId]));
        const own = lines.filter(({ variantId }) => vendorIds.has(variantId));
        const asked = own.map(({ variantId, quantity }) => ({ variantId: vendorIds.get(variantId)!, quantity })); // filtered by it
        const question = { origin, destination: country, zip: zip || null, lines: asked };
        const options = dryRun ? [] : carrierOptions(await ordering.quote(question));
        const way = chooseCarrier(options, choice);
        parcels.push({
          supplier: supplier.id,
          supplierName: supplier.name,
          environment,
          origin,
          lines: own,
          options: options.map((option) => ({ ...option, minor: toMinor(option.usdMinor) })),
          chosen: way ? { carrier: way.option.carrier, why: way.why } : null,
        });
      }
      return { parcels, unquoted: [], points: dryRun ? ordering.quotePoints * parcels.length : pointsSpent() };
    },
    { environment },
  );
}
