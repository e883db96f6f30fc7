import type { OrderId } from "@nexusone/contracts/ids";
import type { Api } from "../../lib/api.ts";
import type { OrdersSearch } from "./orders-search.ts";

const next = { getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined };

export const ordersQuery = (api: Api, { status, q }: OrdersSearch, limit = 50) =>
  api.orders.list.infiniteQueryOptions(
    { limit, ...(status === undefined ? {} : { status }), ...(q === undefined ? {} : { q }) },
    next,
  );
export const orderHistoryQuery = (api: Api, id: OrderId) =>
  api.orders.listHistory.infiniteQueryOptions({ id, limit: 20 }, next);
