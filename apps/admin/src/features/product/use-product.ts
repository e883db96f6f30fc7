import type { ProductId } from "@nexusone/contracts/ids";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Outputs } from "../../lib/api.ts";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";

export type Product = Outputs["catalog"]["getProduct"];
export type Variant = Product["variants"][number];

/** Changes a product; its page shows the answer at once, lists and history are fetched anew. */
export function useUpdateProduct(id: ProductId) {
  const { api } = useShop();
  const show = useShowProduct(id);
  return useMutation(api.catalog.updateProduct.mutationOptions({ onSuccess: show }));
}

/** Takes over what the supplier says now. */
export function useRefreshProduct(id: ProductId, onDone?: () => void) {
  const t = useT();
  const { api } = useShop();
  const show = useShowProduct(id);
  return useMutation(
    api.catalog.refreshProduct.mutationOptions({
      onSuccess: async (product) => {
        await show(product);
        void toastDone(t("supplier.refreshed"));
        onDone?.();
      },
    }),
  );
}

function useShowProduct(id: ProductId) {
  const { api } = useShop();
  const queryClient = useQueryClient();
  return (product: Product): Promise<unknown> => {
    queryClient.setQueryData(api.catalog.getProduct.queryKey({ id }), product);
    return Promise.all([
      queryClient.invalidateQueries(api.catalog.listProducts.pathFilter()),
      queryClient.invalidateQueries(api.catalog.listProductHistory.pathFilter()),
      queryClient.invalidateQueries(api.catalog.listFacets.pathFilter()),
    ]);
  };
}
