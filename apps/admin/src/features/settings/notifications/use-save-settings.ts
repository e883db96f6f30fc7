import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useT } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";

/** Saves what is named and shows the answer. */
export function useSaveSettings() {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  return useMutation(
    api.notifications.saveSettings.mutationOptions({
      onSuccess: (saved) => {
        queryClient.setQueryData(api.notifications.getSettings.queryKey(), saved);
        void toastDone(t("common.saved"));
      },
    }),
  );
}
