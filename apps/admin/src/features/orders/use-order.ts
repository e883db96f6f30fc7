import type { OrderAction } from "@nexusone/contracts/order-terms";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";

export type Order = Outputs["orders"]["get"];

/** An act on an order: its answer is the order as it is then. */
export function useAct(order: Order) {
  const t = useT();
  const { api } = useShop();
  const take = useTakeOrder();
  return useMutation(
    api.orders.act.mutationOptions({
      onSuccess: async (changed) => {
        await take(changed);
        void toastDone(t("orders.done", { number: order.number }));
      },
    }),
  );
}

/** Puts an answer into place, and has everything about orders and stock asked anew. */
export function useTakeOrder() {
  const { api } = useShop();
  const queryClient = useQueryClient();
  return async (order: Order): Promise<void> => {
    queryClient.setQueryData(api.orders.get.queryKey({ id: order.id }), order);
    await Promise.all([
      queryClient.invalidateQueries(api.orders.list.pathFilter()),
      queryClient.invalidateQueries(api.orders.figures.pathFilter()),
      queryClient.invalidateQueries(api.orders.listHistory.pathFilter()),
      queryClient.invalidateQueries(api.inventory.pathFilter()),
    ]);
  };
}

/** Acts that ask something first. */
export type Asking = Extract<OrderAction, "hold" | "ship" | "cancel" | "fail"> | "address";
