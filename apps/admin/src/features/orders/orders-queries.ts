import type { OrderId } from "@nexusone/contracts/ids";
import type { Api } from "../../lib/api.ts";
import type { OrdersSearch } from "./orders-search.ts";

const next = { getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined };

/** What the list and its file ask the server for. */
export const filterOf = ({ status, money, q }: { [K in "status" | "money" | "q"]: OrdersSearch[K] | undefined }) => ({
  ...(status === undefined ? {} : { status }),
  ...(money === undefined ? {} : { money }),
  ...(q === undefined ? {} : { q }),
});

export const ordersQuery = (api: Api, { status, money, q }: OrdersSearch, limit = 50) =>
  api.orders.list.infiniteQueryOptions({ limit, ...filterOf({ status, money, q }) }, next);
export const orderHistoryQuery = (api: Api, id: OrderId) =>
  api.orders.listHistory.infiniteQueryOptions({ id, limit: 20 }, next);
