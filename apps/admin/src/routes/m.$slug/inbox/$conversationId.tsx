import type { ConversationId } from "@nexusone/contracts/ids";
import { createFileRoute } from "@tanstack/react-router";
import { threadQuery } from "../../../features/inbox/inbox-queries.ts";
import { ThreadPane } from "../../../features/inbox/thread-pane.tsx";

export const Route = createFileRoute("/m/$slug/inbox/$conversationId")({
  // The address holds a text; the server refuses what is no id of this shop.
  params: { parse: ({ conversationId }) => ({ conversationId: conversationId as ConversationId }) },
  loaderDeps: ({ search: { at } }) => ({ at }),
  loader: ({ context: { queryClient, api }, params: { conversationId }, deps: { at } }) => {
    // Not awaited: the thread draws its own skeleton.
    void queryClient.prefetchQuery(api.conversations.get.queryOptions({ id: conversationId }));
    void queryClient.prefetchInfiniteQuery(threadQuery(api, conversationId, at));
  },
  component: ThreadPane,
});
