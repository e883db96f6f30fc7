import type { OrderId } from "@nexusone/contracts/ids";
import { useQueryClient } from "@tanstack/react-query";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";

/** Puts the answer of an act into place: the clocks as they are then, and what they change about the order's money. */
export function useTakeClocks(orderId: OrderId, onDone: () => void) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  return {
    onSuccess: async (clocks: Outputs["disputes"]["list"]): Promise<void> => {
      queryClient.setQueryData(api.disputes.list.queryKey({ orderId }), clocks);
      void toastDone(t("disputes.noted"));
      onDone();
      await Promise.all([
        queryClient.invalidateQueries(api.payments.getOrderMoney.pathFilter()),
        queryClient.invalidateQueries(api.orders.listHistory.pathFilter()),
      ]);
    },
  };
}
