import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useT } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";

/** Connects a number and goes on to its page, where the rest of the set-up stands. */
export function useConnect() {
  const t = useT();
  const { api, slug } = useShop();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation(
    api.channels.connect.mutationOptions({
      onSuccess: async (channel) => {
        queryClient.setQueryData(api.channels.get.queryKey({ id: channel.id }), channel);
        void queryClient.invalidateQueries(api.channels.list.pathFilter());
        void toastDone(t("channels.connectedNow"));
        await navigate({ to: "/m/$slug/settings/whatsapp/$channelId", params: { slug, channelId: channel.id } });
      },
    }),
  );
}
