import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import type { Order } from "./use-order.ts";

export type SupplierOrder = Outputs["fulfilment"]["list"][number];

/** Acts on what an order has at suppliers; the answer of each is the whole list as it is then. */
export function useSupplierActs(order: Order) {
  const { api } = useShop();
  const queryClient = useQueryClient();
  const taken = {
    onSuccess: async (rows: SupplierOrder[]) => {
      queryClient.setQueryData(api.fulfilment.list.queryKey({ orderId: order.id }), rows);
      await queryClient.invalidateQueries(api.orders.pathFilter());
    },
  };
  return {
    plan: useMutation(api.fulfilment.plan.mutationOptions(taken)),
    submit: useMutation(api.fulfilment.submit.mutationOptions(taken)),
    pay: useMutation(api.fulfilment.pay.mutationOptions(taken)),
    cancel: useMutation(api.fulfilment.cancel.mutationOptions(taken)),
    resend: useMutation(api.fulfilment.resend.mutationOptions(taken)),
  };
}
