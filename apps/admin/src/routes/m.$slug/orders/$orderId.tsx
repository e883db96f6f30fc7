import type { OrderId } from "@nexusone/contracts/ids";
import { createFileRoute } from "@tanstack/react-router";
import { OrderPage } from "../../../features/orders/order-page.tsx";
import { orderHistoryQuery } from "../../../features/orders/orders-queries.ts";

export const Route = createFileRoute("/m/$slug/orders/$orderId")({
  // The address holds a text; the server refuses what is no id of this shop.
  params: { parse: ({ orderId }) => ({ orderId: orderId as OrderId }) },
  loader: async ({ context: { queryClient, api }, params: { orderId } }) => {
    void queryClient.prefetchInfiniteQuery(orderHistoryQuery(api, orderId));
    await queryClient.ensureQueryData(api.orders.get.queryOptions({ id: orderId }));
  },
  component: OrderPage,
});
