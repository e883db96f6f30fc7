import type { FaultInput, OrderAct, PushManners } from "../control-types.ts";

export type StorySize = { readonly products: number; readonly orders: number };

/** One variant of a product that customers of the story buy. */
export type Good = {
  readonly index: number;
  readonly pid: string;
  readonly vid: string;
  /** What CJ asks at the beginning, US cents. */
  readonly cents: number;
  /** One piece to the shop's own country by the shop's rule, US cents. */
  readonly freightCents: number;
};

/** Something that happens in the simulated world; `hour` counts from the beginning. */
export type Happening = { readonly hour: number } & (
  | { readonly what: "price"; readonly vid: string; readonly cents: number }
  | { readonly what: "stock"; readonly vid: string; readonly units: number }
  | { readonly what: "variant_gone"; readonly vid: string }
  | { readonly what: "fault"; readonly name: string; readonly fault: FaultInput }
  | { readonly what: "fault_over"; readonly name: string }
  | { readonly what: "manners"; readonly manners: Partial<PushManners> }
  | { readonly what: "balance"; readonly usd: number }
  | { readonly what: "act"; readonly number: string; readonly act: OrderAct }
  | { readonly what: "refund"; readonly number: string; readonly minor: number }
);

export type StoryAddress = {
  readonly name: string;
  readonly phone: string;
  readonly line1: string;
  readonly city: string;
  readonly province: string;
  readonly zip: string;
  readonly country: string;
};

/** What an order has come to when the story is over. Amounts in minor units of the shop's currency. */
export type OrderEnd = {
  /** "taken", or the reason for which the shop refused it. */
  readonly intake: string;
  readonly fulfilment: string;
  /** The public word. */
  readonly status: string;
  /** Reasons of open holds, sorted and joined. */
  readonly holds: string;
  /** How many orders CJ has of it, and how many of them were paid. */
  readonly atCj: number;
  readonly paidAtCj: number;
  readonly totalMinor: number;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
  readonly taxMinor: number;
  readonly platformMinor: number;
};

export type StoryOrder = {
  readonly number: string;
  readonly hour: number;
  /** What is particular about it, for people who read the comparison. */
  readonly kind: string;
  readonly lines: readonly { readonly vid: string; readonly quantity: number }[];
  readonly address: StoryAddress;
  readonly discountMinor: number;
  readonly customerPays: boolean;
  /** The shop's till sends it again. */
  readonly repeated: boolean;
  readonly end: OrderEnd;
};

/** The terms by which the shop of the story sells; amounts that follow are computed from these and documented rules. */
export type ShopTerms = {
  readonly currency: "EUR";
  readonly country: "FR";
  readonly usdRate: string;
  /** Price = cost in the shop's currency times this, rounded up. */
  readonly costFactor: number;
  readonly vatBps: number;
  readonly floorBps: number;
  readonly maxRiseBps: number;
  readonly platformBps: number;
  readonly carrierMaxDays: number;
  readonly dailyLimitUsdMinor: number;
  readonly pointsPerDay: number;
};

export type Story = {
  readonly seed: string;
  readonly catalogueSize: number;
  readonly startsAt: string;
  /** Customers order for so long; then the last parcels arrive. */
  readonly orderHours: number;
  readonly endHour: number;
  /** Hours in which the clock goes in small steps. */
  readonly fine: readonly { readonly from: number; readonly to: number }[];
  readonly terms: ShopTerms;
  readonly goods: readonly Good[];
  readonly happenings: readonly Happening[];
  readonly orders: readonly StoryOrder[];
};
