// No schemas here: the tables, the triggers of the database and the admin's lists carry this file.

/**
 * One order at one supplier. `planned` is a preview; `wanted` may or may not have reached the supplier; `created` is there and
 * unpaid; `paying` has somebody's word that it may be paid; `cancelling` is to be taken back; `refused` never came to be.
 */
export const SUPPLIER_ORDER_STATES = [
  "planned",
  "wanted",
  "created",
  "paying",
  "paid",
  "done",
  "cancelling",
  "cancelled",
  "refused",
] as const;
export type SupplierOrderState = (typeof SUPPLIER_ORDER_STATES)[number];

/** What may follow what; the database refuses the rest. A supplier's own pages can pay and cancel without us. */
export const SUPPLIER_ORDER_TRANSITIONS: Readonly<Record<SupplierOrderState, readonly SupplierOrderState[]>> = {
  planned: ["wanted"],
  wanted: ["created", "refused", "cancelling", "cancelled"],
  created: ["paying", "paid", "cancelling", "cancelled"],
  paying: ["created", "paid", "cancelling", "cancelled"],
  paid: ["done", "cancelled"],
  done: [],
  cancelling: ["created", "paid", "cancelled"],
  cancelled: [],
  refused: ["cancelled"],
};

/** Its goods are spoken for: the lines in it are in no other order at a supplier. */
export const LIVE_STATES = [
  "wanted",
  "created",
  "paying",
  "paid",
  "done",
] as const satisfies readonly SupplierOrderState[];

/** Something is to be done at the supplier. */
export const ACT_STATES = ["wanted", "paying", "cancelling"] as const satisfies readonly SupplierOrderState[];
export type ActState = (typeof ACT_STATES)[number];
/** The supplier is asked now and then what became of it. */
export const LOOK_STATES = ["created", "paid"] as const satisfies readonly SupplierOrderState[];

/** Who said that money may move. */
export const APPROVERS = ["person", "automation"] as const;
export type Approver = (typeof APPROVERS)[number];

/**
 * How far a confirmed order goes by itself: nowhere, to the supplier without being paid, or all the way. Only the last moves
 * money, and only up to the limit of a day.
 */
export const AUTOMATIONS = ["by_hand", "create", "pay"] as const;
export type Automation = (typeof AUTOMATIONS)[number];

/** Cheapest that arrives within the days the shop promises, or fastest that costs no more than an amount. */
export const CARRIER_RULES = ["cheapest", "fastest"] as const;
export type CarrierRule = (typeof CARRIER_RULES)[number];

/** Why a carrier was taken: it meets the rule, or nothing does and it is the cheapest of all. */
export const CARRIER_REASONS = ["cheapest_in_time", "fastest_for_price", "cheapest_of_all"] as const;
export type CarrierReason = (typeof CARRIER_REASONS)[number];

/** A supplier may ask this much more than was planned before somebody has to agree. */
export const PRICE_TOLERANCE_BPS = 200;
/** What was planned is asked for anew after this long. */
export const PLAN_MINUTES = 30;
/** No news of a parcel for so many days is worth a look. */
export const STALLED_DAYS = 8;

/** What a supplier refuses for want of a variant: another variant of the product can take its place. */
export const SUBSTITUTABLE = ["fulfilment.variant_removed", "fulfilment.out_of_stock"] as const;
/** At most so many are proposed for a line. */
export const MOST_SUBSTITUTES = 5;
