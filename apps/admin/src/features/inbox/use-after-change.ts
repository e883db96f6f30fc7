import type { ConversationId } from "@nexusone/contracts/ids";
import { useQueryClient } from "@tanstack/react-query";
import { useShop } from "../../lib/shop.ts";

/** What every change ends with: this conversation, its thread, the lists and counts are asked again. */
export function useAfterChange(conversationId: ConversationId) {
  const { api } = useShop();
  const queryClient = useQueryClient();
  return async (): Promise<void> => {
    await Promise.all([
      queryClient.invalidateQueries(api.conversations.get.queryFilter({ id: conversationId })),
      queryClient.invalidateQueries({ queryKey: api.conversations.listMessages.queryKey({ conversationId }) }),
      queryClient.invalidateQueries(api.conversations.list.pathFilter()),
      queryClient.invalidateQueries(api.conversations.counts.pathFilter()),
    ]);
  };
}
