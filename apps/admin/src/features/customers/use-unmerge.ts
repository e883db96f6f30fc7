import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useShop } from "../../lib/shop.ts";
import { useAfterChange } from "./use-customer.ts";

/** Takes two customers apart; whoever has either on screen sees them as they are now. */
export function useUnmerge(onError?: (error: unknown) => void) {
  const { api } = useShop();
  const queryClient = useQueryClient();
  const after = useAfterChange();
  return useMutation(
    api.contacts.unmerge.mutationOptions({
      // Here, not where it is called: whoever asked from a toast is gone by the answer.
      ...(onError && { onError }),
      onSuccess: async ({ contact, restored }) => {
        await Promise.all([
          after(contact),
          after(restored),
          queryClient.invalidateQueries(api.orders.pathFilter()),
          queryClient.invalidateQueries(api.conversations.pathFilter()),
        ]);
      },
    }),
  );
}
