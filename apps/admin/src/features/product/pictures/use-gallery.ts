import type { ProductId } from "@nexusone/contracts/ids";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Outputs } from "../../../lib/api.ts";
import { useShop } from "../../../lib/shop.ts";

export type Picture = Outputs["catalog"]["getProduct"]["gallery"][number];

/** What can be done to a product's pictures. Each answer is the new gallery; page, lists and history are fetched anew. */
export function useGallery(productId: ProductId) {
  const { api } = useShop();
  const queryClient = useQueryClient();
  const onSuccess = () =>
    Promise.all([
      queryClient.invalidateQueries(api.catalog.getProduct.queryFilter({ id: productId })),
      queryClient.invalidateQueries(api.catalog.listProducts.pathFilter()),
      queryClient.invalidateQueries(api.catalog.listProductHistory.pathFilter()),
      queryClient.invalidateQueries(api.media.pathFilter()),
    ]);
  return {
    attach: useMutation(api.media.attach.mutationOptions({ onSuccess })),
    detach: useMutation(api.media.detach.mutationOptions({ onSuccess })),
    reorder: useMutation(api.media.reorder.mutationOptions({ onSuccess })),
    describe: useMutation(api.media.describe.mutationOptions({ onSuccess })),
    retry: useMutation(api.media.retry.mutationOptions({ onSuccess })),
  };
}
