import type { OrderEnd, ShopTerms } from "./types.ts";

/** Half a unit goes up; amounts are never negative here. */
const round = (value: number): number => Math.floor(value + 0.5);

/** What the shop asks for a piece that costs so many US cents: docs of the shop's rule "cost times a factor", rounded up. */
export const priceOf = (cents: number, { costFactor, usdRate }: ShopTerms): number =>
  Math.ceil(Number((cents * Number(usdRate) * costFactor).toFixed(6)));

/** What a piece leaves at a price, with VAT and the platform's share off; minor units, not rounded. */
export function profitOf(priceMinor: number, cents: number, freightCents: number, terms: ShopTerms): number {
  const net = netOf(priceMinor, terms);
  return net * (1 - terms.platformBps / 10_000) - (cents + freightCents) * Number(terms.usdRate);
}

export const netOf = (minor: number, { vatBps }: ShopTerms): number => minor / (1 + vatBps / 10_000);

/** Whether it leaves less of the net sale than the shop's floor. */
export const isBelowFloor = (priceMinor: number, cents: number, freightCents: number, terms: ShopTerms): boolean =>
  profitOf(priceMinor, cents, freightCents, terms) * 10_000 < netOf(priceMinor, terms) * terms.floorBps;

/**
 * The price after CJ's cost moved and the shop heard of it: by the rule, lifted to the floor never here, and kept where it was
 * when it would rise by more than the shop allows in one step.
 */
export function priceAfter(beforeMinor: number, cents: number, terms: ShopTerms): number {
  const wanted = priceOf(cents, terms);
  return (wanted - beforeMinor) * 10_000 > beforeMinor * terms.maxRiseBps ? beforeMinor : wanted;
}

/** Tax and the platform's share of a captured amount, less what a refund takes back of each. */
export function sharesOf(capturedMinor: number, refundedMinor: number, terms: ShopTerms) {
  const tax = capturedMinor - round(netOf(capturedMinor, terms));
  const net = capturedMinor - tax;
  const platform = round((net * terms.platformBps) / 10_000);
  const taxBack = capturedMinor === 0 ? 0 : round((refundedMinor * tax) / capturedMinor);
  const platformBack = net === 0 ? 0 : round(((refundedMinor - taxBack) * platform) / net);
  return { taxMinor: tax - taxBack, platformMinor: platform - platformBack };
}

/** What became of the goods; money is added by the caller. */
type Course = Omit<OrderEnd, "totalMinor" | "capturedMinor" | "refundedMinor" | "taxMinor" | "platformMinor">;

const held = (fulfilment: string, hold: string, atCj: number, paidAtCj: number): Course => ({
  intake: "taken",
  fulfilment,
  // The table of the public word: on its way is said before "on hold".
  status: fulfilment === "shipped" ? "shipped" : "on_hold",
  holds: hold,
  atCj,
  paidAtCj,
});

/** How orders end, by what befell them: what docs/orders.md and the reasons of the registry say. */
export const COURSES = {
  delivered: { intake: "taken", fulfilment: "delivered", status: "delivered", holds: "", atCj: 1, paidAtCj: 1 },
  /** Nobody paid: a program moves no money for it. */
  unpaid: { intake: "taken", fulfilment: "pending", status: "pending", holds: "", atCj: 0, paidAtCj: 0 },
  outOfStock: { intake: "orders.out_of_stock", fulfilment: "", status: "", holds: "", atCj: 0, paidAtCj: 0 },
  notForSale: { intake: "orders.not_for_sale", fulfilment: "", status: "", holds: "", atCj: 0, paidAtCj: 0 },
  badAddress: held("pending", "orders.address_incomplete", 0, 0),
  atLoss: held("pending", "orders.at_loss", 0, 0),
  addressRefused: held("confirmed", "fulfilment.address_refused", 1, 0),
  deafOut: held("confirmed", "fulfilment.out_of_stock", 0, 0),
  deafGone: held("confirmed", "fulfilment.variant_removed", 0, 0),
  deafRise: held("confirmed", "fulfilment.price_moved", 1, 0),
  cancelledByCj: held("processing", "fulfilment.supplier_cancelled", 1, 1),
  comesBack: held("shipped", "fulfilment.delivery_failed", 1, 1),
  fallsSilent: held("shipped", "fulfilment.parcel_stalled", 1, 1),
} as const satisfies Record<string, Course>;
export type CourseName = keyof typeof COURSES;
