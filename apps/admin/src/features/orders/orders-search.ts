import { ORDER_STATUSES, type OrderStatus } from "@nexusone/contracts/order-terms";

/** What the list shows and how; kept in the address. */
export type OrdersSearch = { readonly status?: OrderStatus; readonly q?: string; readonly view?: "board" };

export function parseOrdersSearch(search: Record<string, unknown>): OrdersSearch {
  const status = ORDER_STATUSES.find((one) => one === search["status"]);
  // A number that is digits alone is read from the address as one.
  const given = search["q"];
  const q = typeof given === "string" || typeof given === "number" ? String(given).trim().slice(0, 100) : "";
  return {
    ...(status ? { status } : {}),
    ...(q === "" ? {} : { q }),
    ...(search["view"] === "board" ? { view: "board" as const } : {}),
  };
}
