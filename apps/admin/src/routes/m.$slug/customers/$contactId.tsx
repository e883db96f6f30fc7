import type { ContactId } from "@nexusone/contracts/ids";
import { createFileRoute } from "@tanstack/react-router";
import { CustomerPage } from "../../../features/customers/customer-page.tsx";

export const Route = createFileRoute("/m/$slug/customers/$contactId")({
  // The address holds a text; the server refuses what is no id of this shop.
  params: { parse: ({ contactId }) => ({ contactId: contactId as ContactId }) },
  loader: async ({ context: { queryClient, api }, params }) => {
    // For the form of a new address.
    void queryClient.prefetchQuery(api.merchants.getSettings.queryOptions());
    await queryClient.ensureQueryData(api.contacts.get.queryOptions({ id: params.contactId }));
  },
  component: CustomerPage,
});
