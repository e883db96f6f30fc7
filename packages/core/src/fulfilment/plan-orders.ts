import { PlanSupplierOrdersInput, type SupplierOrderView } from "@nexusone/contracts/fulfilment";
import type { Environment } from "@nexusone/contracts/cj";
import {
  deletePlans,
  insertSupplierOrders,
  linesAtSuppliers,
  listSuppliedLines,
  listSupplierOrders,
  usedNumbers,
  type NewSupplierOrder,
  type SuppliedLine,
} from "@nexusone/db/queries/fulfilment";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import { lockOrder, type OrderRow } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorName, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { bestOrigin } from "../imports/best-origin.ts";
import { subjectOf } from "../orders/change-order.ts";
import { unsentOf } from "../orders/parcels.ts";
import { supplierOf } from "../suppliers/find-supplier.ts";
import type { Supplier } from "../suppliers/supplier.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { carrierOptions, chooseCarrier, usdMinor, type Choice } from "./choose-carrier.ts";
import { readSettings } from "./settings.ts";
import { supplierOrderViews } from "./views.ts";

/**
 * What it would take to have suppliers send an order, from a real quote: per supplier and warehouse the carrier by the shop's
 * rule, days and cost. Nothing is sent. Replaces the plan before.
 * @throws `orders.not_found`, `fulfilment.not_confirmed`, `fulfilment.nothing_to_send`, `fulfilment.no_carrier`, and what suppliers fail with.
 */
export async function planSupplierOrders(
  ctx: ServiceContext,
  rawInput: z.input<typeof PlanSupplierOrdersInput>,
): Promise<SupplierOrderView[]> {
  authorize(ctx, "orders:manage");
  const { orderId, carrier } = PlanSupplierOrdersInput.parse(rawInput);
  if ((await makePlans(ctx, orderId, carrier)) === 0) throw new DomainError("fulfilment.nothing_to_send", { orderId });
  return readMerchant(ctx, (tx) => supplierOrderViews(tx, ctx, orderId));
}

/** The same for whoever sends it at once: what somebody chose before stays chosen. @returns how many plans were made. */
export async function makePlans(ctx: ServiceContext, orderId: string, carrier?: string): Promise<number> {
  const { order, baskets, choice, before } = await inMerchantTx(ctx, (tx) => askWhat(tx, ctx, orderId));
  const wanted = carrier === undefined ? before : { carrier, by: actorName(ctx.actor), asked: true };
  const plans: Plan[] = [];
  for (const basket of baskets) plans.push(...(await planBasket(ctx, order, basket, choice, wanted)));
  return inMerchantTx(ctx, async (tx) => {
    const locked = await readyOrder(tx, orderId);
    await deletePlans(tx, orderId);
    const numbers = await freeNumbers(tx, locked, plans.length);
    // Sent meanwhile by somebody else, or replaced: these lines are no longer free, or stand for something else.
    const free = new Map((await freeLines(tx, orderId)).map(({ lineId, variantId }) => [lineId, variantId]));
    const still = plans.filter(({ lines }) => lines.every(({ lineId, variantId }) => free.get(lineId) === variantId));
    const made = await insertSupplierOrders(
      tx,
      still.map((plan, at) => ({ ...plan, number: numbers[at]! })), // as many as there are plans
    );
    for (const { id, carrier: taken, ruleCarrier, chosenBy } of carrier === undefined ? [] : made)
      if (chosenBy !== null)
        await recordEvent(
          tx,
          ctx,
          "order.carrier_chosen",
          { orderId, supplierOrderId: id, carrier: taken, byRule: ruleCarrier },
          subjectOf(locked),
        );
    return made.length;
  });
}

/** A person's own choice; one of before ends when the quote no longer has it, one that is `asked` for now is refused then. */
type Wanted = { readonly carrier: string; readonly by: string; readonly asked: boolean };
type Plan = Omit<NewSupplierOrder, "number">;
/** What one supplier's account has to send. */
type Basket = {
  readonly supplier: Supplier;
  readonly environment: Environment;
  readonly lines: readonly SuppliedLine[];
};

async function askWhat(tx: MerchantTx, ctx: ServiceContext, orderId: string) {
  const order = await readyOrder(tx, orderId);
  const shop = await findMerchantWithRate(tx);
  if (!shop) throw new DomainError("request.not_found");
  const { carrierRule, carrierMaxUsdMinor } = await readSettings(tx);
  const choice: Choice = { rule: carrierRule, maxDays: shop.merchant.carrierMaxDays, maxUsdMinor: carrierMaxUsdMinor };
  const groups = Map.groupBy(await freeLines(tx, orderId), ({ supplier, environment }) => `${supplier} ${environment}`);
  const baskets = [...groups.values()].map((lines): Basket => {
    const [{ supplier, environment }] = lines as [SuppliedLine]; // a group has a first line
    return { supplier: supplierOf(ctx, supplier), environment, lines };
  });
  const chosen = (await listSupplierOrders(tx, orderId)).find(({ state, chosenBy }) => state === "planned" && chosenBy);
  const before = chosen?.chosenBy ? { carrier: chosen.carrier, by: chosen.chosenBy, asked: false } : undefined;
  return { order, baskets, choice, before };
}

/** Locked. Only what the shop has confirmed goes to a supplier. */
async function readyOrder(tx: MerchantTx, orderId: string): Promise<OrderRow> {
  const order = await lockOrder(tx, orderId);
  if (!order) throw new DomainError("orders.not_found", { orderId });
  if (order.fulfilment !== "confirmed" && order.fulfilment !== "processing")
    throw new DomainError("fulfilment.not_confirmed", { orderId });
  return order;
}

/** Lines from suppliers that are in no order there, as many units as nobody sends from elsewhere. */
async function freeLines(tx: MerchantTx, orderId: string): Promise<SuppliedLine[]> {
  const ordered = await linesAtSuppliers(tx, orderId);
  const unsent = new Map((await unsentOf(tx, orderId)).map(({ lineId, quantity }) => [lineId, quantity]));
  return (await listSuppliedLines(tx, orderId)).flatMap((line) => {
    const quantity = unsent.get(line.lineId);
    return quantity === undefined || ordered.has(line.lineId) ? [] : [{ ...line, quantity }];
  });
}

/** A plan for each warehouse country the goods start from. Nothing from a supplier that takes no orders. */
function planBasket(
  ctx: ServiceContext,
  order: OrderRow,
  { supplier, environment, lines }: Basket,
  choice: Choice,
  wanted: Wanted | undefined,
): Promise<Plan[]> {
  const destination = order.country;
  return supplier.open(
    ctx,
    async ({ ordering, homeCountry }) => {
      if (!ordering) return [];
      const plans: Plan[] = [];
      for (const [origin, group] of Map.groupBy(lines, ({ stock }) => bestOrigin(stock, destination, homeCountry))) {
        const goods = group.map(({ lineId, variantId, quantity }) => ({ lineId, variantId: variantId!, quantity })); // the query leaves out others
        const quote = await ordering.quote({ origin, destination, zip: order.address.zip || null, lines: goods });
        const options = carrierOptions(quote);
        const byRule = chooseCarrier(options, choice);
        const own = options.find(({ carrier }) => carrier === wanted?.carrier);
        const way = own ?? (wanted?.asked ? undefined : byRule?.option);
        if (!way || !byRule)
          throw new DomainError("fulfilment.no_carrier", {
            supplier: supplier.name,
            country: destination,
            orderId: order.id,
          });
        plans.push({
          orderId: order.id,
          supplier: supplier.id,
          environment,
          state: "planned",
          lines: goods,
          origin,
          carrier: way.carrier,
          ruleCarrier: byRule.option.carrier,
          ruleReason: byRule.why,
          chosenBy: own && own.carrier !== byRule.option.carrier ? wanted?.by : null,
          minDays: way.minDays,
          maxDays: way.maxDays,
          options,
          goodsUsdMinor: group.reduce((sum, { costUsd, quantity }) => sum + usdMinor(costUsd ?? "0") * quantity, 0),
          freightUsdMinor: way.usdMinor,
          details: {},
          plannedAt: ctx.platform.clock.now(),
        });
      }
      return plans;
    },
    { environment },
  );
}

/** What suppliers take as a number. */
const LONGEST_NUMBER = 50;
const LONGEST_SUFFIX = 5;

/** The order's own number first; a supplier never sees one twice, so each further order there has one of its own. */
async function freeNumbers(tx: MerchantTx, { id, number }: OrderRow, count: number): Promise<string[]> {
  const tried = (await listSupplierOrders(tx, id)).length + count;
  const stem = number.slice(0, LONGEST_NUMBER - LONGEST_SUFFIX);
  const candidates = [number, ...Array.from({ length: tried + 8 }, (_, nth) => `${stem}-${nth + 2}`)];
  const used = await usedNumbers(tx, candidates, id);
  return candidates.filter((candidate) => !used.has(candidate)).slice(0, count);
}
