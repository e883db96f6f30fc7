// No schemas here: the table and screens carry this file.

/** Where a parcel may be left; null: nothing was said. */
export const DELIVERY_PLACES = ["in_person", "door", "neighbour", "reception", "letterbox", "safe_place"] as const;
export type DeliveryPlace = (typeof DELIVERY_PLACES)[number];

/** What a person told about their deliveries, for whoever stands at the door. */
export type DeliveryPreferences = {
  /** 1 is Monday; empty: any day. */
  readonly days: readonly number[];
  /** Minutes after midnight by the shop's clock; null: any time. */
  readonly window: { readonly fromMinute: number; readonly untilMinute: number } | null;
  readonly place: DeliveryPlace | null;
  /** Their own words: the code of the gate, the name of the neighbour. */
  readonly instructions: string;
};
export const NO_PREFERENCES: DeliveryPreferences = { days: [], window: null, place: null, instructions: "" };
