import type { ChannelId } from "@nexusone/contracts/channels";
import { createFileRoute } from "@tanstack/react-router";
import { ChannelPage } from "../../../../features/settings/whatsapp/channel-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/whatsapp/$channelId")({
  // The address holds a text; the server refuses what is no id of this shop.
  params: { parse: ({ channelId }) => ({ channelId: channelId as ChannelId }) },
  loader: ({ context: { queryClient, api }, params: { channelId } }) =>
    void queryClient.prefetchQuery(api.channels.get.queryOptions({ id: channelId })),
  component: ChannelPage,
});
