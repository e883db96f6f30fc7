import { useQuery } from "@tanstack/react-query";
import { useShop } from "../../lib/shop.ts";

/** How many conversations hold something that nobody looked at; 0 for who may not read them. */
export function useUnread(): number {
  const { api, can } = useShop();
  const counts = useQuery({ ...api.conversations.counts.queryOptions(), enabled: can("conversations:read") });
  return counts.data?.unread ?? 0;
}
