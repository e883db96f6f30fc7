// No schemas here: the tables, the triggers of the database and the admin's lists carry this file.

/** How far an order, or one of its parcels, has come. */
export const FULFILMENTS = [
  "pending",
  "confirmed",
  "processing",
  "shipped",
  "delivered",
  "cancelled",
  "failed",
] as const;
export type Fulfilment = (typeof FULFILMENTS)[number];
export type Transitions = Readonly<Record<Fulfilment, readonly Fulfilment[]>>;

/**
 * The one table of what may follow what for an order. Verbs, the triggers of the database (`db/src/transitions.ts`) and the
 * diagrams of docs/orders.md are made from it. News of a supplier may skip a stage, never go back; `failed` can be tried again.
 */
export const ORDER_TRANSITIONS: Transitions = {
  pending: ["confirmed", "cancelled", "failed"],
  confirmed: ["processing", "shipped", "delivered", "cancelled", "failed"],
  processing: ["shipped", "delivered", "cancelled", "failed"],
  shipped: ["delivered", "failed"],
  delivered: [],
  cancelled: [],
  failed: ["confirmed", "cancelled"],
};

/** The same for one parcel. What failed or was cancelled is not sent again: another parcel is. */
export const SHIPMENT_TRANSITIONS: Transitions = {
  pending: ["confirmed", "processing", "shipped", "delivered", "cancelled", "failed"],
  confirmed: ["processing", "shipped", "delivered", "cancelled", "failed"],
  processing: ["shipped", "delivered", "cancelled", "failed"],
  shipped: ["delivered", "failed"],
  delivered: [],
  cancelled: [],
  failed: [],
};

export const mayMove = (table: Transitions, from: Fulfilment, to: Fulfilment): boolean => table[from].includes(to);

/** A parcel comes from a supplier, or from the merchant's own hands. */
export const SHIPMENT_KINDS = ["supplier", "local"] as const;
export type ShipmentKind = (typeof SHIPMENT_KINDS)[number];
/** Which way an order came. */
export const ORDER_SOURCES = ["form", "rest", "csv", "chat"] as const;
export type OrderSource = (typeof ORDER_SOURCES)[number];
/** `held` keeps units from others, `released` gave them back, `used` left the stock with the parcel. */
export const RESERVATION_STATES = ["held", "released", "used"] as const;
export type ReservationState = (typeof RESERVATION_STATES)[number];

/** What everybody is told of an order: one word. */
export const ORDER_STATUSES = [
  "pending",
  "on_hold",
  "confirmed",
  "processing",
  "partially_shipped",
  "shipped",
  "delivered",
  "cancelled",
  "failed",
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];
export type StatusFacts = {
  readonly fulfilment: Fulfilment;
  /** A hold is open. */
  readonly held: boolean;
  /** At least one parcel is on its way or arrived. */
  readonly parcelSent: boolean;
};
type StatusRule = { readonly [F in keyof StatusFacts]?: StatusFacts[F] } & { readonly status: OrderStatus };

/** Read from above, the first line that fits counts; what a line leaves out may be anything. docs/orders.md shows this table. */
export const STATUS_TABLE: readonly StatusRule[] = [
  { fulfilment: "cancelled", status: "cancelled" },
  { fulfilment: "delivered", status: "delivered" },
  { fulfilment: "failed", status: "failed" },
  { fulfilment: "shipped", status: "shipped" },
  { held: true, status: "on_hold" },
  { fulfilment: "processing", parcelSent: true, status: "partially_shipped" },
  { fulfilment: "processing", status: "processing" },
  { fulfilment: "confirmed", status: "confirmed" },
  { fulfilment: "pending", status: "pending" },
];

export function orderStatus(facts: StatusFacts): OrderStatus {
  const rule = STATUS_TABLE.find(
    ({ fulfilment, held, parcelSent }) =>
      (fulfilment ?? facts.fulfilment) === facts.fulfilment &&
      (held ?? facts.held) === facts.held &&
      (parcelSent ?? facts.parcelSent) === facts.parcelSent,
  );
  if (!rule) throw new Error(`no status for ${facts.fulfilment}`);
  return rule.status;
}

type Sent = { readonly fulfilment: Fulfilment; readonly lines: readonly { lineId: string; quantity: number }[] };
const ON_THE_WAY: readonly Fulfilment[] = ["shipped", "delivered"];

/**
 * How far an order is by its parcels alone: arrived when every unit has, sent when every unit is, failed when every unit is in a
 * parcel that failed, under way when any parcel lives. Undefined when parcels say nothing.
 */
export function fulfilmentByParcels(
  lines: readonly { readonly id: string; readonly quantity: number }[],
  parcels: readonly Sent[],
): Fulfilment | undefined {
  const allIn = (states: readonly Fulfilment[]): boolean =>
    lines.every(({ id, quantity }) => {
      const sent = parcels.filter(({ fulfilment }) => states.includes(fulfilment)).flatMap((parcel) => parcel.lines);
      return sent.filter(({ lineId }) => lineId === id).reduce((sum, line) => sum + line.quantity, 0) >= quantity;
    });
  if (allIn(["delivered"])) return "delivered";
  if (allIn(ON_THE_WAY)) return "shipped";
  if (parcels.some(({ fulfilment }) => fulfilment !== "cancelled" && fulfilment !== "failed")) return "processing";
  return allIn(["failed"]) ? "failed" : undefined;
}

/** What a person can do with an order, and in which states. Screens and verbs ask the same predicates. */
export const orderCan = {
  confirm: ({ fulfilment, held }: Facts): boolean => fulfilment === "pending" && !held,
  /** Not any more once a parcel is gone. */
  cancel: ({ fulfilment, parcelSent }: Facts): boolean =>
    mayMove(ORDER_TRANSITIONS, fulfilment, "cancelled") && !parcelSent,
  retry: ({ fulfilment, held }: Facts): boolean => fulfilment === "failed" && !held,
  /** Hand units to a carrier. */
  ship: ({ fulfilment, held }: Facts): boolean => (fulfilment === "confirmed" || fulfilment === "processing") && !held,
  deliver: ({ fulfilment, parcelSent }: Facts): boolean =>
    parcelSent && mayMove(ORDER_TRANSITIONS, fulfilment, "delivered"),
  fail: ({ fulfilment }: Facts): boolean => mayMove(ORDER_TRANSITIONS, fulfilment, "failed"),
  hold: ({ fulfilment }: Facts): boolean => isOpen(fulfilment),
  changeAddress: ({ fulfilment, parcelSent }: Facts): boolean => isOpen(fulfilment) && !parcelSent,
} as const;
type Facts = StatusFacts;
/** Something of it is still to be done by the shop. */
export const isOpen = (fulfilment: Fulfilment): boolean =>
  fulfilment === "pending" || fulfilment === "confirmed" || fulfilment === "processing" || fulfilment === "failed";

/** What would bring an order further now; holds come first. Undefined when nothing is to be done. */
export function nextStep(facts: Facts): OrderAction | undefined {
  if (facts.held && isOpen(facts.fulfilment)) return "release";
  return (["confirm", "retry", "ship", "deliver"] as const).find((action) => orderCan[action](facts));
}

export const ORDER_ACTIONS = ["confirm", "hold", "release", "ship", "deliver", "cancel", "fail", "retry"] as const;
export type OrderAction = (typeof ORDER_ACTIONS)[number];
