import { ORDER_LINK_STATES, type OrderLinkState } from "@nexusone/contracts/order-link-terms";
import type { Api, Outputs } from "../../lib/api.ts";

export type OrderLink = Outputs["orderLinks"]["list"]["items"][number];
/** What the list shows; kept in the address. */
export type OrderLinksSearch = { readonly status?: OrderLinkState };

export function parseOrderLinksSearch(search: Record<string, unknown>): OrderLinksSearch {
  const status = ORDER_LINK_STATES.find((one) => one === search["status"]);
  return status ? { status } : {};
}

export const orderLinksQuery = (api: Api, search: OrderLinksSearch) =>
  api.orderLinks.list.infiniteQueryOptions(
    { limit: 50, ...search },
    { getNextPageParam: (page) => page.nextCursor ?? undefined },
  );
