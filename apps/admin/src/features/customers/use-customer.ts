import { useQueryClient } from "@tanstack/react-query";
import { useShop } from "../../lib/shop.ts";
import type { Customer } from "./customer-page.tsx";

/** What every change of a person ends with: the answer is the person, and lists are asked again. */
export function useAfterChange() {
  const { api } = useShop();
  const queryClient = useQueryClient();
  return async (customer: Customer): Promise<void> => {
    queryClient.setQueryData(api.contacts.get.queryKey({ id: customer.id }), customer);
    await queryClient.invalidateQueries(api.contacts.list.pathFilter());
  };
}
