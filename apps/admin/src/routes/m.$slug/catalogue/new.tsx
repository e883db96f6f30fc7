import { createFileRoute } from "@tanstack/react-router";
import { NewProductPage } from "../../../features/product/new-product-page.tsx";

export const Route = createFileRoute("/m/$slug/catalogue/new")({
  loader: async ({ context: { queryClient, api } }) => {
    void queryClient.prefetchQuery(api.catalog.listFacets.queryOptions());
    await queryClient.ensureQueryData(api.merchants.getSettings.queryOptions());
  },
  component: NewProductPage,
});
