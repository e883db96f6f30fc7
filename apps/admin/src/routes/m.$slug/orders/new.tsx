import { createFileRoute } from "@tanstack/react-router";
import { NewOrderPage } from "../../../features/orders/new-order-page.tsx";

export const Route = createFileRoute("/m/$slug/orders/new")({
  loader: ({ context: { queryClient, api } }) => queryClient.ensureQueryData(api.merchants.getSettings.queryOptions()),
  component: NewOrderPage,
});
