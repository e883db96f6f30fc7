import { ORDER_STATUSES, type OrderStatus } from "@nexusone/contracts/order-terms";
import { MONEY_STATES, type MoneyState } from "@nexusone/contracts/payment-terms";

/** What the list shows and how; kept in the address. */
export type OrdersSearch = {
  readonly status?: OrderStatus;
  readonly money?: MoneyState;
  readonly q?: string;
  readonly view?: "board";
  /** An act on many orders that is looked at. */
  readonly batch?: string;
};

export function parseOrdersSearch(search: Record<string, unknown>): OrdersSearch {
  const status = ORDER_STATUSES.find((one) => one === search["status"]);
  const money = MONEY_STATES.find((one) => one === search["money"]);
  // A number that is digits alone is read from the address as one.
  const given = search["q"];
  const q = typeof given === "string" || typeof given === "number" ? String(given).trim().slice(0, 100) : "";
  return {
    ...(status ? { status } : {}),
    ...(money ? { money } : {}),
    ...(q === "" ? {} : { q }),
    ...(typeof search["batch"] === "string" ? { batch: search["batch"] } : {}),
    ...(search["view"] === "board" ? { view: "board" as const } : {}),
  };
}
