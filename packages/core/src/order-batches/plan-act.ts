import { createHash } from "node:crypto";
import { checkAddress } from "@nexusone/contracts/addresses";
import { LIVE_STATES } from "@nexusone/contracts/fulfilment-terms";
import type { PricingTerms } from "@nexusone/contracts/margin";
import type { OrderBatchAct } from "@nexusone/contracts/order-batch-terms";
import type { Fulfilment } from "@nexusone/contracts/order-terms";
import type { BatchFacts } from "@nexusone/db/queries/order-batches";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { isOurHold } from "../fulfilment/holds.ts";
import { isPaidFor, paidDetails } from "../fulfilment/take-back.ts";
import { plannedUsdMinor, supplierOrderCan } from "../fulfilment/views.ts";
import { lineMargin } from "../orders/line-margin.ts";
import { whyNot } from "../orders/may-act.ts";
import { unsentUnits } from "../orders/parcels.ts";

export type PlannedAct = {
  /** Why the order is left out; undefined when the act can be done. */
  readonly refusal: DomainError | undefined;
  readonly digest: string;
  /** Of all its lines at today's cost and freight; null where one of them is unknown. */
  readonly costMinor: number | null;
  /** Of `pay`: orders at suppliers with what each asks, US cents. */
  readonly pays: readonly { id: string; usdMinor: number }[];
};

/** What an act comes to for one order, by the rules of the same act on a single one. Changes nothing. */
export function planAct(ctx: ServiceContext, facts: BatchFacts, act: OrderBatchAct, terms: PricingTerms): PlannedAct {
  const refusal = facts.order.fulfilment === ENDS_AS[act] ? nothingToDo(facts) : REFUSALS[act](facts, ctx);
  return {
    refusal,
    digest: digestOf(facts),
    costMinor: costOf(facts, terms),
    pays: act === "pay" && !refusal ? payable(facts).map((row) => ({ id: row.id, usdMinor: askedFor(row) })) : [],
  };
}

/** Brings goods nearer to being bought: what they cost counts. */
export const BUYS: ReadonlySet<OrderBatchAct> = new Set(["confirm", "release", "resend"]);

const ENDS_AS: Partial<Record<OrderBatchAct, Fulfilment>> = {
  confirm: "confirmed",
  ship: "shipped",
  deliver: "delivered",
  cancel: "cancelled",
};

type Refusal = (facts: BatchFacts, ctx: ServiceContext) => DomainError | undefined;
const REFUSALS: Record<OrderBatchAct, Refusal> = {
  confirm: ({ order }) => whyNot(order, "confirm"),
  hold: (facts) =>
    whyNot(facts.order, "hold") ??
    (facts.holds.some(({ reason }) => reason === "orders.held_by_hand") ? nothingToDo(facts) : undefined),
  release: (facts) => {
    const { order, holds } = facts;
    if (holds.length === 0) return nothingToDo(facts);
    const count = checkAddress(order.address).length;
    return count > 0 && holds.some(({ reason }) => reason === "orders.address_incomplete")
      ? new DomainError("orders.address_incomplete", { count, orderId: order.id })
      : undefined;
  },
  resend: (facts) => {
    const { order, holds, atSuppliers } = facts;
    const stopped = atSuppliers.some((row) => supplierOrderCan(row).resend);
    if (!stopped && !holds.some(({ reason }) => isOurHold(reason))) return nothingToDo(facts);
    if (order.fulfilment !== "confirmed" && order.fulfilment !== "processing")
      return new DomainError("fulfilment.not_confirmed", { orderId: order.id });
    return heldByOthers(facts);
  },
  pay: (facts) =>
    payable(facts).length === 0
      ? new DomainError("fulfilment.not_payable", { orderId: facts.order.id })
      : heldByOthers(facts),
  ship: ({ order, lines, parcels, parcelLines, atSuppliers }) => {
    const refusal = whyNot(order, "ship");
    if (refusal) return refusal;
    // Whoever has the goods says when they leave.
    if (atSuppliers.some(({ state }) => (LIVE_STATES as readonly string[]).includes(state)))
      return new DomainError("orders.sent_by_supplier", { orderId: order.id });
    const left = unsentUnits(
      lines.map(({ line }) => line),
      parcels,
      parcelLines,
    );
    return left.length === 0 ? new DomainError("orders.nothing_to_ship", { orderId: order.id }) : undefined;
  },
  deliver: (facts) =>
    whyNot(facts.order, "deliver") ??
    (facts.parcels.some(({ fulfilment }) => fulfilment === "shipped") ? undefined : nothingToDo(facts)),
  cancel: ({ order, atSuppliers }, ctx) => {
    const paid = atSuppliers.find(isPaidFor);
    return whyNot(order, "cancel") ?? (paid && new DomainError("fulfilment.already_paid", paidDetails(ctx, paid)));
  },
};

const nothingToDo = ({ order }: BatchFacts): DomainError =>
  new DomainError("orders.batch_unchanged", { orderId: order.id });

const heldByOthers = ({ order, holds }: BatchFacts): DomainError | undefined =>
  holds.every(({ reason }) => isOurHold(reason)) ? undefined : new DomainError("orders.on_hold", { orderId: order.id });

const payable = ({ atSuppliers }: BatchFacts) => atSuppliers.filter((row) => supplierOrderCan(row).pay);
const askedFor = (row: BatchFacts["atSuppliers"][number]): number => row.askedUsdMinor ?? plannedUsdMinor(row);

function costOf({ lines }: BatchFacts, terms: PricingTerms): number | null {
  let sum = 0;
  for (const { line, variant } of lines) {
    const margin = lineMargin(variant, line, terms);
    if (!margin) return null;
    sum += margin.landedMinor;
  }
  return sum;
}

/** Of all that acts depend on. What a supplier is asked between times, and when, changes nothing about it. */
function digestOf({ order, holds, atSuppliers, lines, parcels }: BatchFacts): string {
  const facts = [
    [order.fulfilment, order.held, order.parcelSent, order.money, order.totalMinor, order.address],
    holds.map(({ id }) => id),
    atSuppliers.map((row) => [row.id, row.state, row.askedUsdMinor, row.approvedUsdMinor]),
    lines.map(({ line }) => [line.id, line.variantId, line.quantity, line.priceMinor]),
    parcels.map(({ id, fulfilment }) => [id, fulfilment]),
  ];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
}
