import type { ProductId } from "@nexusone/contracts/ids";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";

export type Product = Outputs["catalog"]["getProduct"];
export type Variant = Product["variants"][number];

/** Changes a product; its page shows the answer at once, lists and history are fetched anew. */
export function useUpdateProduct(id: ProductId) {
  const { api } = useShop();
  const queryClient = useQueryClient();
  return useMutation(
    api.catalog.updateProduct.mutationOptions({
      onSuccess: (product) => {
        queryClient.setQueryData(api.catalog.getProduct.queryKey({ id }), product);
        return Promise.all([
          queryClient.invalidateQueries(api.catalog.listProducts.pathFilter()),
          queryClient.invalidateQueries(api.catalog.listProductHistory.pathFilter()),
          queryClient.invalidateQueries(api.catalog.listFacets.pathFilter()),
        ]);
      },
    }),
  );
}
