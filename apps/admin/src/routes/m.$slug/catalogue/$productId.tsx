import type { ProductId } from "@nexusone/contracts/ids";
import { createFileRoute } from "@tanstack/react-router";
import { ProductPage } from "../../../features/product/product-page.tsx";

export const Route = createFileRoute("/m/$slug/catalogue/$productId")({
  // The address holds a text; the server refuses what is no id of this shop.
  params: { parse: ({ productId }) => ({ productId: productId as ProductId }) },
  loader: async ({ context, params }) => {
    const { queryClient, api } = context;
    void queryClient.prefetchQuery(api.merchants.getSettings.queryOptions());
    void queryClient.prefetchQuery(api.catalog.listFacets.queryOptions());
    await queryClient.ensureQueryData(api.catalog.getProduct.queryOptions({ id: params.productId }));
  },
  component: ProductPage,
});
